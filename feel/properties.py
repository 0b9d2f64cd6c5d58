"""What stands behind a dot: entries of contexts, parts of dates, times, durations and ranges (table 65)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from feel.temporal.durations import DAY, HOUR, MINUTE, SECOND, DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time
from feel.temporal.zones import NamedZone
from feel.values import Range

Property = Callable[[Any], Any]


def weekday(day: Date) -> int:
    """1 for Monday to 7 for Sunday."""
    return (day.days + 3) % 7 + 1


def _offset(clock: Time | DateTime) -> DaysDuration | None:
    return None if clock.offset is None else DaysDuration(clock.offset * SECOND)


def _zone_name(clock: Time | DateTime) -> str | None:
    return clock.zone.name if isinstance(clock.zone, NamedZone) else None


def _part(nanoseconds: int, unit: int, limit: int) -> Decimal:
    size = abs(nanoseconds) // unit % limit
    return Decimal(-size if nanoseconds < 0 else size)


def _months_part(months: int, *, years: bool) -> Decimal:
    size = abs(months) // 12 if years else abs(months) % 12
    return Decimal(-size if months < 0 else size)


_OF_DATE: dict[str, Property] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(weekday(day)),
}
_OF_TIME: dict[str, Property] = {
    "hour": lambda clock: Decimal(clock.nanoseconds // HOUR),
    "minute": lambda clock: Decimal(clock.nanoseconds % HOUR // MINUTE),
    "second": lambda clock: Decimal(clock.nanoseconds % MINUTE // SECOND),
    "time offset": _offset,
    "timezone": _zone_name,
}


def _of_part(get: Property, part: str) -> Property:
    if part == "date":
        return lambda moment: get(moment.date)
    return lambda moment: get(moment.time)


PROPERTIES: dict[type, dict[str, Property]] = {
    Date: _OF_DATE,
    Time: _OF_TIME,
    DateTime: {
        **{name: _of_part(get, "date") for name, get in _OF_DATE.items()},
        **{name: _of_part(get, "time") for name, get in _OF_TIME.items()},
        "time offset": _offset,
    },
    DaysDuration: {
        "days": lambda span: _part(span.nanoseconds, DAY, 10**18),
        "hours": lambda span: _part(span.nanoseconds, HOUR, 24),
        "minutes": lambda span: _part(span.nanoseconds, MINUTE, 60),
        "seconds": lambda span: _part(span.nanoseconds, SECOND, 60),
    },
    MonthsDuration: {
        "years": lambda span: _months_part(span.months, years=True),
        "months": lambda span: _months_part(span.months, years=False),
    },
    Range: {
        "start": lambda interval: interval.low,
        "end": lambda interval: interval.high,
        "start included": lambda interval: interval.low_included,
        "end included": lambda interval: interval.high_included,
    },
}
"""By type, then by name. Nothing else of a value can be reached: Python's attributes never."""
