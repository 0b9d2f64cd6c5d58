"""Text to dates, times and durations, as XML Schema writes them, with FEEL's zone names added."""

import re

from feel.temporal.durations import DAY, HOUR, MINUTE, SECOND, DaysDuration, DurationTooLong, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time, date_of_days, make_date, make_time
from feel.temporal.zones import UTC_ZONE, Offset, Zone, named_zone

_DATE = re.compile(r"(-)?(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+/-]*))?", re.ASCII
)
_DAYS = re.compile(r"(-)?P(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?", re.ASCII)
_MONTHS = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
_LONGEST_TEXT = 100
_END_OF_DAY = "24:00:00"


def read_date(text: str) -> Date | None:
    """A date such as 2026-11-14, -0044-03-15 or 12026-01-01."""
    match = _DATE.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if not match:
        return None
    year = int(match[2])
    if match[1] and not year:
        return None
    return make_date(-year if match[1] else year, int(match[3]), int(match[4]))


def read_time(text: str) -> Time | None:
    """A time such as 10:30:00, 10:30:00.5Z, 10:30:00+07:00 or 10:30:00@Asia/Ho_Chi_Minh."""
    match = _TIME.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if not match:
        return None
    zone: Zone | None = None
    if match[5]:
        zone = UTC_ZONE
    elif match[6]:
        zone = _offset(match)
        if zone is None:
            return None
    elif match[10]:
        zone = named_zone(match[10])
        if zone is None:
            return None
    fraction = int((match[4] or "")[:9].ljust(9, "0"))
    return make_time(int(match[1]), int(match[2]), int(match[3]) * SECOND + fraction, zone)


def read_date_time(text: str) -> DateTime | None:
    """A date and time; a date alone means its midnight, without a zone."""
    day_text, separator, clock_text = text.partition("T")
    day = read_date(day_text)
    if day and clock_text.startswith(_END_OF_DAY):
        # XML Schema lets a day end at 24:00:00, which is the next day's midnight.
        day = date_of_days(day.days + 1)
        clock_text = "00" + clock_text[2:]
        return _joined(day, read_time(clock_text), midnight=True)
    return _joined(day, read_time(clock_text) if separator else Time(0))


def _joined(day: Date | None, clock: Time | None, *, midnight: bool = False) -> DateTime | None:
    if not day or not clock or (midnight and clock.nanoseconds):
        return None
    return DateTime(day, clock)


def read_duration(text: str) -> DaysDuration | MonthsDuration | None:
    """P3DT4H, -PT0.5S, P1Y2M; days and months never in one."""
    if len(text) > _LONGEST_TEXT:
        return None
    try:
        return _read_months(text) or _read_days(text)
    except DurationTooLong:
        return None


def read_any(text: str) -> Date | Time | DateTime | DaysDuration | MonthsDuration | None:
    """What stands after an @ sign."""
    if "P" in text[:2]:
        return read_duration(text)
    return read_date(text) or read_time(text) or read_date_time(text)


def _offset(match: re.Match[str]) -> Offset | None:
    hours, minutes, seconds = int(match[7]), int(match[8]), int(match[9] or 0)
    if max(minutes, seconds) * SECOND >= MINUTE:
        return None
    total = hours * 3600 + minutes * 60 + seconds
    return Offset(-total if match[6] == "-" else total)


def _read_months(text: str) -> MonthsDuration | None:
    match = _MONTHS.fullmatch(text)
    if not match or (match[2] is None and match[3] is None):
        return None
    months = int(match[2] or 0) * 12 + int(match[3] or 0)
    return MonthsDuration(-months if match[1] else months)


def _read_days(text: str) -> DaysDuration | None:
    match = _DAYS.fullmatch(text)
    if not match or text.endswith(("P", "T")):
        return None
    total = int(match[2] or 0) * DAY + int(match[4] or 0) * HOUR + int(match[5] or 0) * MINUTE
    total += int(match[6] or 0) * SECOND + int((match[7] or "")[:9].ljust(9, "0"))
    return DaysDuration(-total if match[1] else total)
