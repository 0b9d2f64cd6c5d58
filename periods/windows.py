"""Windows of data: which days a report covers, and the day on which it is cut off.

A period's key says all: "2026-11" month, "2026-Q3" quarter, "2026-H1" half-year, "2026-9M" nine months,
"2026" year, "2026-W05" ISO week, "2025-05-20-1" the first ad hoc request cut off on that day. Windows of one
kind tile: each begins the day after the one before ended. Nine months are an exception, one window a year, from
the year's start; an ad hoc request is another, it stands alone and asks how things are on its day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from periods.errors import PeriodUnknown
from periods.profile import VIETNAM, Kind, Profile

MONTHS_IN_A_YEAR = 12
MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
KEYS: dict[Kind, re.Pattern[str]] = {
    "month": re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])"),
    "half": re.compile(r"([0-9]{4})-H([12])"),
    "nine": re.compile(r"([0-9]{4})-(9)M"),
    "year": re.compile(r"([0-9]{4})"),
    "week": re.compile(r"([0-9]{4})-W([0-5][0-9])"),
    "adhoc": re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]?)"),
}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A window of data. `start` and `end` are both inside; `number` counts within the year, from 1.

    For an ad hoc request both are its cut-off day, and `number` counts the requests of that day.
    """

    key: str
    kind: Kind
    start: date
    end: date
    year: int
    number: int
    report_kind: str

    @property
    def cutoff(self) -> date:
        """The last day whose data count."""
        return self.end


def period(key: str, profile: Profile = VIETNAM) -> Period:
    """The period of a key; raises `PeriodUnknown` with examples where it is no key."""
    for kind, pattern in KEYS.items():
        match = pattern.fullmatch(key)
        if match and kind == "adhoc":
            return _request(key, match[1], int(match[2]), profile)
        if match:
            number = 1 if kind in ("nine", "year") else int(match[2])
            return _period(kind, int(match[1]), number, profile)
    raise PeriodUnknown(key)


def containing(kind: Kind, day: date, profile: Profile = VIETNAM) -> Period:
    """The period of this kind whose window holds the day.

    Raises `PeriodUnknown` where there is none: no nine-month window holds a day of its last quarter, and no day
    belongs to an ad hoc request.
    """
    if kind == "week":
        year, number, _ = day.isocalendar()
        return _period(kind, year, number, profile)
    for year in (day.year, day.year + 1):
        for number in range(1, _count(kind, year) + 1):
            found = _period(kind, year, number, profile)
            if found.start <= day <= found.end:
                return found
    raise PeriodUnknown(f"{kind} {day.isoformat()}")


def latest_begun(kind: Kind, day: date, profile: Profile = VIETNAM) -> Period:
    """The period of this kind that holds the day, else the last one before it: nine months leave a quarter out."""
    try:
        return containing(kind, day, profile)
    except PeriodUnknown:
        if kind != "nine":
            raise
        return _period(kind, day.year, 1, profile)


def parts(whole: Period, kind: Kind, profile: Profile = VIETNAM) -> tuple[Period, ...]:
    """The periods of a kind that make up a longer one, in order: the three months of a quarter.

    Empty where they do not: weeks make no month, and a quarter is not made of years.
    """
    try:
        found = [containing(kind, whole.start, profile)]
        while found[-1].end < whole.end:
            found.append(next_period(found[-1], profile))
    except PeriodUnknown:
        return ()
    fits = found[0].start == whole.start and found[-1].end == whole.end and len(found) > 1
    return tuple(found) if fits else ()


def next_period(current: Period, profile: Profile = VIETNAM) -> Period:
    """The period of the same kind that follows. Raises `PeriodUnknown` for an ad hoc request."""
    if current.number < _count(current.kind, current.year):
        return _period(current.kind, current.year, current.number + 1, profile)
    return _period(current.kind, current.year + 1, 1, profile)


def previous_period(current: Period, profile: Profile = VIETNAM) -> Period:
    """The period of the same kind that came before. Raises `PeriodUnknown` for an ad hoc request."""
    if 1 < current.number <= _count(current.kind, current.year):  # ad hoc requests are not counted: refused
        return _period(current.kind, current.year, current.number - 1, profile)
    year = current.year - 1
    return _period(current.kind, year, _count(current.kind, year), profile)


def periods_of_year(kind: Kind, year: int, profile: Profile = VIETNAM) -> tuple[Period, ...]:
    """Every period of a kind that a year has, in order. Raises `PeriodUnknown` for ad hoc requests."""
    return tuple(_period(kind, year, number, profile) for number in range(1, _count(kind, year) + 1))


def _period(kind: Kind, year: int, number: int, profile: Profile) -> Period:
    key = _key(kind, year, number)
    rule = profile.windows[kind]
    try:
        start, end = _window(kind, year, number, rule.cutoff_day)
    except ValueError:  # week 53 of a year that has 52, or a year before the calendar's first
        raise PeriodUnknown(key) from None
    return Period(key, kind, start, end, year, number, rule.report_kind)


def _request(key: str, day: str, number: int, profile: Profile) -> Period:
    try:
        cutoff = date.fromisoformat(day)
    except ValueError:
        raise PeriodUnknown(key) from None
    return Period(key, "adhoc", cutoff, cutoff, cutoff.year, number, profile.windows["adhoc"].report_kind)


def request_key(cutoff: date, number: int) -> str:
    """The key of the ad hoc request of this number that is cut off on this day."""
    return f"{cutoff.isoformat()}-{number}"


def _window(kind: Kind, year: int, number: int, cutoff_day: int | None) -> tuple[date, date]:
    if kind == "week":
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + 6 * ONE_DAY
    months = MONTHS[kind]
    last_month = months * number
    before = _cutoff(year, last_month - months, cutoff_day)
    return before + ONE_DAY, _cutoff(year, last_month, cutoff_day)


def _cutoff(year: int, month: int, cutoff_day: int | None) -> date:
    if month == 0:
        year, month = year - 1, MONTHS_IN_A_YEAR
    length = monthrange(year, month)[1]
    return date(year, month, min(cutoff_day or length, length))


def _count(kind: Kind, year: int) -> int:
    if kind == "adhoc":
        raise PeriodUnknown(f"{kind} {year}")
    if kind == "week":
        return date(year, 12, 28).isocalendar()[1]  # the 28th is always in a year's last ISO week
    return MONTHS_IN_A_YEAR // MONTHS[kind]


def _key(kind: Kind, year: int, number: int) -> str:
    suffix = {
        "month": f"-{number:02d}",
        "quarter": f"-Q{number}",
        "half": f"-H{number}",
        "nine": "-9M",
        "year": "",
        "week": f"-W{number:02d}",
    }
    return f"{year:04d}{suffix[kind]}"
