"""List functions that make one value of many (10.3.4.4): each takes one list, or the items as arguments."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal, DecimalException
from functools import reduce
from typing import Any

from feel.equality import compare
from feel.functions.registry import builtin
from feel.numbers import CONTEXT
from feel.run import Run

Statistic = Callable[[Run, list[Any]], Any]


def statistic(name: str) -> Callable[[Statistic], Statistic]:
    """Declares both ways to call it."""

    def register(body: Statistic) -> Statistic:
        builtin(f"{name}(list: list)")(body)
        return builtin(f"{name}(*item: any)")(body)

    return register


def on_numbers(body: Callable[[list[Decimal]], Any]) -> Statistic:
    """The body for lists of numbers; null for anything else, and for no items."""

    def checked(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
        if not items or not all(type(item) is Decimal for item in items):
            return None
        try:
            return body(items)
        except DecimalException:
            return None

    return checked


def _sum(items: list[Decimal]) -> Decimal:
    return reduce(CONTEXT.add, items)


def _mean(items: list[Decimal]) -> Decimal:
    return CONTEXT.divide(_sum(items), Decimal(len(items)))


def _median(items: list[Decimal]) -> Decimal:
    ordered, middle = sorted(items), len(items) // 2
    return ordered[middle] if len(items) % 2 else _mean(ordered[middle - 1 : middle + 1])


def _deviation(items: list[Decimal]) -> Decimal | None:
    """Of a sample: divided by one less than the number of items."""
    if len(items) == 1:
        return None
    mean = _mean(items)
    gaps = [CONTEXT.subtract(item, mean) for item in items]
    squares = _sum([CONTEXT.multiply(gap, gap) for gap in gaps])
    return CONTEXT.sqrt(CONTEXT.divide(squares, Decimal(len(items) - 1)))


statistic("sum")(on_numbers(_sum))
statistic("mean")(on_numbers(_mean))
statistic("product")(on_numbers(lambda items: reduce(CONTEXT.multiply, items)))
statistic("median")(on_numbers(_median))
statistic("stddev")(on_numbers(_deviation))


@statistic("mode")
def _mode(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    """The numbers met most often, the least first; none of an empty list."""
    if not all(type(item) is Decimal for item in items):
        return None
    counts = Counter(items)
    most = max(counts.values(), default=0)
    return sorted(item for item, count in counts.items() if count == most)


@statistic("min")
def _min(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    return _extreme(items, -1)


@statistic("max")
def _max(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    return _extreme(items, 1)


def _extreme(items: list[Any], wanted: int) -> Any:
    if not items:
        return None
    best = items[0]
    for item in items:
        order = compare(item, best)
        if order is None:
            return None
        best = item if order == wanted else best
    return best


@statistic("all")
def _all(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    """False if one is false; else null if one is not a boolean."""
    return _together(items, stop=False)


@statistic("any")
def _any(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    """True if one is true; else null if one is not a boolean."""
    return _together(items, stop=True)


def _together(items: list[Any], *, stop: bool) -> bool | None:
    if any(item is stop for item in items):
        return stop
    return (not stop) if all(type(item) is bool for item in items) else None
