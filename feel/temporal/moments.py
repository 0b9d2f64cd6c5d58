"""Date, Time and DateTime. Only `make` functions check; the classes hold what is already right."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from feel.temporal.calendar import LAST_YEAR, civil_from_days, days_from_civil, days_in_month
from feel.temporal.durations import DAY, HOUR, MINUTE, SECOND, fraction_text
from feel.temporal.zones import LARGEST_OFFSET, Offset, Zone, offset_at, offset_seconds, python_zone, zone_of

_MONTHS = range(1, 13)
_HOURS = range(24)
_MINUTES = range(60)
_DAY_OF_TIMES = days_from_civil(2025, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day of the calendar."""

    year: int
    month: int
    day: int

    @property
    def days(self) -> int:
        """Days from 1970-01-01."""
        return days_from_civil(self.year, self.month, self.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in nanoseconds from midnight, with or without a zone."""

    nanoseconds: int
    zone: Zone | None = None

    @property
    def offset(self) -> int | None:
        """Seconds ahead of UTC; a named zone counts as on a day of our time, since it has had other clocks."""
        if self.zone is None:
            return None
        return offset_seconds(self.zone, _DAY_OF_TIMES, self.nanoseconds // SECOND)

    @property
    def instant(self) -> int:
        """Nanoseconds to compare by: at UTC where the zone is known."""
        return self.nanoseconds - (self.offset or 0) * SECOND

    @property
    def whole_seconds(self) -> int:
        """The instant as comparisons see it: the standard's times differ by whole seconds (10.3.2.3.5)."""
        return self.instant // SECOND

    def __str__(self) -> str:
        hours, rest = divmod(self.nanoseconds, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        seconds, fraction = divmod(rest, SECOND)
        return f"{hours:02}:{minutes:02}:{seconds:02}{fraction_text(fraction)}{self.zone or ''}"


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day with a time of day."""

    date: Date
    time: Time

    @property
    def zone(self) -> Zone | None:
        """The time's zone."""
        return self.time.zone

    @property
    def offset(self) -> int | None:
        """Seconds ahead of UTC on that day."""
        if self.time.zone is None:
            return None
        return offset_seconds(self.time.zone, self.date.days, self.time.nanoseconds // SECOND)

    @property
    def instant(self) -> int:
        """Nanoseconds from 1970-01-01 to compare by: at UTC where the zone is known."""
        return self.date.days * DAY + self.time.nanoseconds - (self.offset or 0) * SECOND

    @property
    def whole_seconds(self) -> int:
        """The instant as comparisons see it: the standard's times differ by whole seconds (10.3.2.3.7)."""
        return self.instant // SECOND

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def make_date(year: int, month: int, day: int) -> Date | None:
    """A date that exists, or None."""
    if abs(year) > LAST_YEAR or month not in _MONTHS or not 1 <= day <= days_in_month(year, month):
        return None
    return Date(year, month, day)


def make_time(hour: int, minute: int, nanoseconds: int, zone: Zone | None) -> Time | None:
    """A time that exists, or None; the nanoseconds are those of the minute."""
    if hour not in _HOURS or minute not in _MINUTES or not 0 <= nanoseconds < MINUTE:
        return None
    if isinstance(zone, Offset) and abs(zone.seconds) > LARGEST_OFFSET:
        return None
    return Time(hour * HOUR + minute * MINUTE + nanoseconds, zone)


def date_of_days(days: int) -> Date | None:
    """The date that many days after 1970-01-01, or None past the calendar's end."""
    if abs(days) > LAST_YEAR * 366:
        return None
    return make_date(*civil_from_days(days))


def add_months(day: Date, months: int) -> Date | None:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if abs(year) > LAST_YEAR:
        return None
    return Date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def moment_at(instant: int, zone: Zone | None) -> DateTime | None:
    """The date and time in a zone at nanoseconds of UTC since 1970 (of the wall clock without zone)."""
    if zone is not None:
        instant += offset_at(zone, instant // SECOND) * SECOND
    days, nanoseconds = divmod(instant, DAY)
    day = date_of_days(days)
    return DateTime(day, Time(nanoseconds, zone)) if day else None


def from_python(value: date | time) -> Date | Time | DateTime:
    """A Python date, time or datetime as FEEL's."""
    if isinstance(value, datetime):
        clock = _clock(value.hour, value.minute, value.second, value.microsecond)
        return DateTime(Date(value.year, value.month, value.day), Time(clock, zone_of(value.tzinfo, value)))
    if isinstance(value, date):
        return Date(value.year, value.month, value.day)
    clock = _clock(value.hour, value.minute, value.second, value.microsecond)
    return Time(clock, zone_of(value.tzinfo, None))


def to_python(value: Date | Time | DateTime) -> date | time | datetime | Date | Time | DateTime:
    """Python's type where it can hold the value exactly, else the value itself."""
    day = value.date if isinstance(value, DateTime) else value if isinstance(value, Date) else None
    clock = value.time if isinstance(value, DateTime) else value if isinstance(value, Time) else None
    if (day and not MINYEAR <= day.year <= MAXYEAR) or (clock and clock.nanoseconds % 1000):
        return value
    calendar_day = date(day.year, day.month, day.day) if day else None
    if clock is None:
        return calendar_day or value
    span = timedelta(microseconds=clock.nanoseconds // 1000)
    wall = (datetime.min + span).time().replace(tzinfo=python_zone(clock.zone))  # noqa: DTZ901 a wall clock
    return datetime.combine(calendar_day, wall) if calendar_day else wall


def _clock(hour: int, minute: int, second: int, microsecond: int) -> int:
    return hour * HOUR + minute * MINUTE + second * SECOND + microsecond * 1000
