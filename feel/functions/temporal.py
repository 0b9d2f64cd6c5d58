"""Functions that make and take apart dates, times and durations (10.3.4.1, 10.3.4.6, 10.3.4.7)."""

from datetime import date
from decimal import Decimal
from typing import Any

from feel.arithmetic import as_date_time
from feel.functions.registry import builtin
from feel.numbers import WIDE, whole
from feel.properties import weekday
from feel.run import Run
from feel.temporal.durations import SECOND, DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time, from_python, make_date, make_time
from feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from feel.temporal.zones import UTC_ZONE, Offset

SECONDS_OF_MINUTE = 60
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_of(value: Date | DateTime) -> Date:
    """The day of a date or of a date and time."""
    return value.date if isinstance(value, DateTime) else value


@builtin("date(from: any)")
def _date(run: Run, value: Any) -> Any:  # noqa: ARG001 every built-in takes the run
    if isinstance(value, str):
        return read_date(value)
    return day_of(value) if isinstance(value, Date | DateTime) else None


@builtin("date(year: number, month: number, day: number)")
def _date_of(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    parts = whole(year), whole(month), whole(day)
    if parts[0] is None or parts[1] is None or parts[2] is None:
        return None
    return make_date(parts[0], parts[1], parts[2])


@builtin("time(from: any)")
def _time(run: Run, value: Any) -> Any:  # noqa: ARG001 every built-in takes the run
    """A date's time is its midnight at UTC."""
    if isinstance(value, str):
        return read_time(value.removeprefix("T"))
    if isinstance(value, Time):
        return value
    if isinstance(value, DateTime):
        return value.time
    return Time(0, UTC_ZONE) if isinstance(value, Date) else None


@builtin("time(hour: number, minute: number, second: number, offset: days duration?)")
def _time_of(
    run: Run,  # noqa: ARG001 every built-in takes the run
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: DaysDuration | None,
) -> Any:
    hours, minutes = whole(hour), whole(minute)
    if hours is None or minutes is None or not 0 <= second < SECONDS_OF_MINUTE:
        return None
    nanoseconds = int(WIDE.multiply(second, Decimal(SECOND)))
    zone = Offset(offset.nanoseconds // SECOND) if offset is not None else None
    return make_time(hours, minutes, nanoseconds, zone)


@builtin("date and time(date: day, time: time)")
def _date_and_time(run: Run, day: Date | DateTime, clock: Time) -> Any:  # noqa: ARG001 every built-in takes the run
    return DateTime(day_of(day), clock)


@builtin("date and time(from: any)")
def _date_and_time_from(run: Run, value: Any) -> Any:  # noqa: ARG001 every built-in takes the run
    if isinstance(value, str):
        return read_date_time(value)
    return as_date_time(value) if isinstance(value, Date | DateTime) else None


@builtin("duration(from: any)")
def _duration(run: Run, value: Any) -> Any:  # noqa: ARG001 every built-in takes the run
    if isinstance(value, str):
        return read_duration(value)
    return value if isinstance(value, DaysDuration | MonthsDuration) else None


@builtin("years and months duration(from: day, to: day)")
def _months_between(run: Run, first: Date | DateTime, last: Date | DateTime) -> Any:  # noqa: ARG001 every built-in takes the run
    """Whole months; a month that is not full does not count, in either direction."""
    one, other = day_of(first), day_of(last)
    months = (other.year - one.year) * 12 + other.month - one.month
    if months > 0 and other.day < one.day:
        months -= 1
    elif months < 0 and other.day > one.day:
        months += 1
    return MonthsDuration(months)


@builtin("day of year(date: day)")
def _day_of_year(run: Run, value: Date | DateTime) -> Any:  # noqa: ARG001 every built-in takes the run
    day = day_of(value)
    return Decimal(day.days - Date(day.year, 1, 1).days + 1)


@builtin("day of week(date: day)")
def _day_of_week(run: Run, value: Date | DateTime) -> Any:  # noqa: ARG001 every built-in takes the run
    return _WEEKDAYS[weekday(day_of(value)) - 1]


@builtin("month of year(date: day)")
def _month_of_year(run: Run, value: Date | DateTime) -> Any:  # noqa: ARG001 every built-in takes the run
    return _MONTHS[day_of(value).month - 1]


@builtin("week of year(date: day)")
def _week_of_year(run: Run, value: Date | DateTime) -> Any:  # noqa: ARG001 every built-in takes the run
    """The week of ISO 8601; weeks repeat with the calendar, every 400 years."""
    day = day_of(value)
    return Decimal(date(day.year % 400 + 800, day.month, day.day).isocalendar().week)


@builtin("now()")
def _now(run: Run) -> Any:
    """The moment the caller gave; null when none was given."""
    return from_python(run.now) if run.now else None


@builtin("today()")
def _today(run: Run) -> Any:
    return from_python(run.now.date()) if run.now else None
