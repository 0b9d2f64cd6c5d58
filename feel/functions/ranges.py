"""Range functions (10.3.4.9, table 78): how points and ranges lie to each other."""

from collections.abc import Callable
from typing import Any

from feel.equality import compare, equal, within
from feel.functions.registry import builtin
from feel.run import Run
from feel.values import Range


class Incomparable(Exception):
    """Two ends have no order: the whole answer is null."""


Relation = Callable[[Any, Any], bool]


def relation(*written: str) -> Callable[[Relation], Relation]:
    """Declares a relation under its signatures; what cannot be compared makes null."""

    def register(body: Relation) -> Relation:
        def checked(run: Run, one: Any, other: Any) -> bool | None:  # noqa: ARG001 every built-in takes the run
            try:
                return body(one, other)
            except Incomparable:
                return None

        for signature in written:
            builtin(signature)(checked)
        return body

    return register


def _order(one: Any, other: Any) -> int:
    order = compare(one, other)
    if order is None:
        raise Incomparable
    return order


def _order_ends(one: Any, other: Any, *, none_is: int) -> int | None:
    """Both ends in order when one is missing, which counts as endless; None when both are there."""
    if one is not None and other is not None:
        return None
    return none_is * (int(one is None) - int(other is None))


def _low(value: Any) -> tuple[Any, bool]:
    return (value.low, value.low_included) if type(value) is Range else (value, True)


def _high(value: Any) -> tuple[Any, bool]:
    return (value.high, value.high_included) if type(value) is Range else (value, True)


def _ends_before(one: Any, other: Any) -> bool:
    """Whether all of `one` lies before all of `other`."""
    (high, high_in), (low, low_in) = _high(one), _low(other)
    if high is None or low is None:
        return False
    order = _order(high, low)
    return order < 0 or (order == 0 and not (high_in and low_in))


def _low_order(one: Any, other: Any) -> int:
    """Which begins earlier: -1 the first, 0 both together."""
    (a, a_in), (b, b_in) = _low(one), _low(other)
    endless = _order_ends(a, b, none_is=-1)
    return (_order(a, b) or int(b_in) - int(a_in)) if endless is None else endless


def _high_order(one: Any, other: Any) -> int:
    """Which ends earlier: -1 the first, 0 both together."""
    (a, a_in), (b, b_in) = _high(one), _high(other)
    endless = _order_ends(a, b, none_is=1)
    return (_order(a, b) or int(a_in) - int(b_in)) if endless is None else endless


@relation(
    "before(point1: point, point2: point)",
    "before(point: point, range: range)",
    "before(range: range, point: point)",
    "before(range1: range, range2: range)",
)
def _before(one: Any, other: Any) -> bool:
    return _ends_before(one, other)


@relation(
    "after(point1: point, point2: point)",
    "after(point: point, range: range)",
    "after(range: range, point: point)",
    "after(range1: range, range2: range)",
)
def _after(one: Any, other: Any) -> bool:
    return _ends_before(other, one)


@relation("meets(range1: range, range2: range)")
def _meets(one: Range, other: Range) -> bool:
    return one.high_included and other.low_included and _order(one.high, other.low) == 0


@relation("met by(range1: range, range2: range)")
def _met_by(one: Range, other: Range) -> bool:
    return _meets(other, one)


@relation("overlaps(range1: range, range2: range)")
def _overlaps(one: Range, other: Range) -> bool:
    return not _ends_before(one, other) and not _ends_before(other, one)


@relation("overlaps before(range1: range, range2: range)")
def _overlaps_before(one: Range, other: Range) -> bool:
    """The first begins earlier and ends inside the second."""
    return _low_order(one, other) < 0 and _overlaps(one, other) and _high_order(one, other) <= 0


@relation("overlaps after(range1: range, range2: range)")
def _overlaps_after(one: Range, other: Range) -> bool:
    """The first begins later, inside the second, and does not end earlier."""
    return _low_order(one, other) > 0 and _overlaps(one, other) and _high_order(one, other) >= 0


@relation("includes(range: range, point: point)", "includes(range1: range, range2: range)")
def _includes(one: Range, other: Any) -> bool:
    if type(other) is Range:
        return _low_order(one, other) <= 0 and _high_order(one, other) >= 0
    inside = within(other, one)
    if inside is None:
        raise Incomparable
    return inside


@relation("during(point: point, range: range)", "during(range1: range, range2: range)")
def _during(one: Any, other: Range) -> bool:
    return _includes(other, one)


@relation("starts(point: point, range: range)", "starts(range1: range, range2: range)")
def _starts(one: Any, other: Range) -> bool:
    if type(one) is not Range:
        return other.low_included and _order(one, other.low) == 0
    return _low_order(one, other) == 0 and _high_order(one, other) <= 0


@relation("started by(range: range, point: point)", "started by(range1: range, range2: range)")
def _started_by(one: Range, other: Any) -> bool:
    return _starts(other, one)


@relation("finishes(point: point, range: range)", "finishes(range1: range, range2: range)")
def _finishes(one: Any, other: Range) -> bool:
    if type(one) is not Range:
        return other.high_included and _order(one, other.high) == 0
    return _high_order(one, other) == 0 and _low_order(one, other) >= 0


@relation("finished by(range: range, point: point)", "finished by(range1: range, range2: range)")
def _finished_by(one: Range, other: Any) -> bool:
    return _finishes(other, one)


@builtin("coincides(point1: point, point2: point)")
@builtin("coincides(range1: range, range2: range)")
def _coincides(run: Run, one: Any, other: Any) -> Any:
    return equal(run, one, other)
