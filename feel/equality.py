"""Equality and order of FEEL values (DMN 1.5, 10.3.2.13), where an answer may be null."""

from decimal import Decimal
from typing import Any

from feel.budget import Meter
from feel.temporal.moments import DateTime, Time
from feel.values import Context, Function, Range

_UNORDERED = frozenset({type(None), bool, list, Context, Function, Range})


def equal(meter: Meter, left: Any, right: Any) -> bool | None:  # noqa: PLR0911 one way out for each kind of value
    """Whether two values are equal; None when their types differ, unless one is null."""
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is not type(right) or kind is Function:
        return None
    if kind is list:
        meter.spend(len(left))
        return len(left) == len(right) and all(
            equal(meter, one, other) is True for one, other in zip(left, right, strict=True)
        )
    if kind is Context:
        meter.spend(len(left))
        return left.keys() == right.keys() and all(
            equal(meter, entry, right[name]) is True for name, entry in left.items()
        )
    if kind is Range:
        return _equal_ranges(meter, left, right)
    if kind in (Time, DateTime):
        return (left.zone is None) == (right.zone is None) and left.whole_seconds == right.whole_seconds
    return bool(left == right)


def compare(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None where the values have no order."""
    kind = type(left)
    if kind is not type(right) or kind in _UNORDERED:
        return None
    if kind in (Time, DateTime):
        if (left.zone is None) != (right.zone is None):
            return None
        left, right = left.whole_seconds, right.whole_seconds
    return -1 if left < right else int(left > right)


def same(meter: Meter, left: Any, right: Any) -> bool:
    """Whether two values are equal, null being different: what list functions ask."""
    return equal(meter, left, right) is True


def identity(meter: Meter, value: Any) -> Any:
    """A hashable key, the same for equal values: finds doubles without comparing each with each."""
    kind = type(value)
    if kind is list:
        meter.spend(len(value))
        return (list, tuple(identity(meter, item) for item in value))
    if kind is Context:
        meter.spend(len(value))
        return (Context, frozenset((name, identity(meter, entry)) for name, entry in value.items()))
    if kind is Range:
        ends = (identity(meter, value.low), identity(meter, value.high))
        return (Range, ends, value.low_included, value.high_included, value.form)
    if kind in (Time, DateTime):
        return (kind, value.zone is None, value.whole_seconds)
    return (kind, id(value) if kind is Function else value)


def within(value: Any, interval: Range) -> bool | None:
    """Whether a value lies in a range; None where it cannot be compared with the ends."""
    low, high = interval.low, interval.high
    if type(value) is Decimal and type(low) is Decimal and type(high) is Decimal and not interval.form:
        after = low <= value if interval.low_included else low < value
        return after and (value <= high if interval.high_included else value < high)
    if interval.form == "!=":
        order = compare(value, low)
        return None if order is None else order != 0
    after_low = (
        True if interval.form in ("<", "<=") else _past(compare(value, low), included=interval.low_included)
    )
    if after_low is not True or interval.form in (">", ">="):
        return after_low
    return _past(compare(high, value), included=interval.high_included)


def _past(order: int | None, *, included: bool) -> bool | None:
    """Whether something in that order to an end lies on the inner side of it."""
    return None if order is None else order > 0 or (order == 0 and included)


def _equal_ranges(meter: Meter, left: Range, right: Range) -> bool:
    return (
        left.form == right.form
        and left.low_included == right.low_included
        and left.high_included == right.high_included
        and equal(meter, left.low, right.low) is True
        and equal(meter, left.high, right.high) is True
    )
