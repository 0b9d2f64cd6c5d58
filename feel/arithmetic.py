"""Arithmetic on FEEL values (DMN 1.5, 10.3.2.13.3, tables 55 to 57): one small function per pair of types."""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from feel.numbers import CONTEXT, power
from feel.temporal.durations import DAY, DaysDuration, DurationTooLong, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time, add_months, date_of_days, moment_at
from feel.temporal.zones import UTC_ZONE

Operation = Callable[[Any, Any], Any]


def apply(sign: str, left: Any, right: Any) -> Any:
    """The result, or None where the standard has none for these values."""
    operation = _TABLE[sign].get((type(left), type(right)))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except (DecimalException, DurationTooLong, OverflowError, ZeroDivisionError):
        return None


def negate(value: Any) -> Any:
    """The value with its sign turned; None for what has no sign."""
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    if isinstance(value, DaysDuration):
        return DaysDuration(-value.nanoseconds)
    if isinstance(value, MonthsDuration):
        return MonthsDuration(-value.months)
    return None


def as_date_time(value: Date | DateTime) -> DateTime:
    """A date as its midnight at UTC (implicit conversion of 10.3.2.9.4)."""
    return value if isinstance(value, DateTime) else DateTime(value, Time(0, UTC_ZONE))


def _shift_date(day: Date, span: DaysDuration) -> Date | None:
    return date_of_days((day.days * DAY + span.nanoseconds) // DAY)


def _shift_moment(moment: DateTime, span: DaysDuration) -> DateTime | None:
    return moment_at(moment.instant + span.nanoseconds, moment.zone)


def _shift_time(clock: Time, span: DaysDuration) -> Time:
    return Time((clock.nanoseconds + span.nanoseconds) % DAY, clock.zone)


def _months_later(moment: DateTime, span: MonthsDuration) -> DateTime | None:
    day = add_months(moment.date, span.months)
    return DateTime(day, moment.time) if day else None


def _moments_apart(left: Date | DateTime, right: Date | DateTime) -> DaysDuration | None:
    if type(left) is not type(right):
        left, right = as_date_time(left), as_date_time(right)
    if isinstance(left, Date) and isinstance(right, Date):
        return DaysDuration((left.days - right.days) * DAY)
    return _clocks_apart(left, right)


def _clocks_apart(left: Any, right: Any) -> DaysDuration | None:
    if (left.zone is None) != (right.zone is None):
        return None
    return DaysDuration(left.instant - right.instant)


def _scaled(amount: int, number: Decimal) -> int:
    return int(CONTEXT.multiply(Decimal(amount), number))


def _divided(amount: int, number: Decimal) -> int:
    return int(CONTEXT.divide(Decimal(amount), number))


def _ratio(left: int, right: int) -> Decimal:
    return CONTEXT.divide(Decimal(left), Decimal(right))


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


def _backwards(operation: Operation) -> Operation:
    return lambda left, right: operation(left, negate(right))


_ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): CONTEXT.add,
    (str, str): lambda left, right: left + right,
    (DaysDuration, DaysDuration): lambda a, b: DaysDuration(a.nanoseconds + b.nanoseconds),
    (MonthsDuration, MonthsDuration): lambda a, b: MonthsDuration(a.months + b.months),
    (Date, DaysDuration): _shift_date,
    (DaysDuration, Date): _swapped(_shift_date),
    (DateTime, DaysDuration): _shift_moment,
    (DaysDuration, DateTime): _swapped(_shift_moment),
    (Time, DaysDuration): _shift_time,
    (DaysDuration, Time): _swapped(_shift_time),
    (Date, MonthsDuration): lambda day, span: add_months(day, span.months),
    (MonthsDuration, Date): lambda span, day: add_months(day, span.months),
    (DateTime, MonthsDuration): _months_later,
    (MonthsDuration, DateTime): _swapped(_months_later),
}
_SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): CONTEXT.subtract,
    (DaysDuration, DaysDuration): lambda a, b: DaysDuration(a.nanoseconds - b.nanoseconds),
    (MonthsDuration, MonthsDuration): lambda a, b: MonthsDuration(a.months - b.months),
    (Time, Time): _clocks_apart,
    **dict.fromkeys(((Date, Date), (DateTime, DateTime), (Date, DateTime), (DateTime, Date)), _moments_apart),
    **{
        (moment, span): _backwards(_ADD[(moment, span)])
        for moment, span in (
            (Date, DaysDuration),
            (DateTime, DaysDuration),
            (Time, DaysDuration),
            (Date, MonthsDuration),
            (DateTime, MonthsDuration),
        )
    },
}
_MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): CONTEXT.multiply,
    (DaysDuration, Decimal): lambda span, times: DaysDuration(_scaled(span.nanoseconds, times)),
    (Decimal, DaysDuration): lambda times, span: DaysDuration(_scaled(span.nanoseconds, times)),
    (MonthsDuration, Decimal): lambda span, times: MonthsDuration(_scaled(span.months, times)),
    (Decimal, MonthsDuration): lambda times, span: MonthsDuration(_scaled(span.months, times)),
}
_DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): CONTEXT.divide,
    (DaysDuration, Decimal): lambda span, parts: DaysDuration(_divided(span.nanoseconds, parts)),
    (MonthsDuration, Decimal): lambda span, parts: MonthsDuration(_divided(span.months, parts)),
    (DaysDuration, DaysDuration): lambda a, b: _ratio(a.nanoseconds, b.nanoseconds),
    (MonthsDuration, MonthsDuration): lambda a, b: _ratio(a.months, b.months),
}
_TABLE: dict[str, dict[tuple[type, type], Operation]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": {(Decimal, Decimal): power},
}
