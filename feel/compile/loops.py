"""for, some and every."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Scope, Slots
from feel.nodes import Loop, Node
from feel.numbers import whole
from feel.run import Run
from feel.temporal.moments import Date, date_of_days
from feel.values import Range

Source = tuple[Closure, Closure | None, Node]
"""What one variable goes through: a list or range, or the first of two ends; the other end; where it stands."""


@compiles(Loop)
def _loop(node: Loop, scope: Scope) -> Closure:
    """The iterations nest: the first turns slowest, and each sees the variables before it."""
    around: Scope = Slots(("partial",), scope) if node.word == "for" else scope
    partial = around
    rounds: list[Source] = []
    for iteration in node.iterations:
        source = compile_node(iteration.source, around)
        until = compile_node(iteration.until, around) if iteration.until else None
        rounds.append((source, until, iteration))
        around = Slots((iteration.name,), around)
    body = compile_node(node.body, around)
    if node.word == "for":
        keeps = isinstance(partial, Slots) and "partial" in partial.used
        return for_each(rounds, body, keeps_partial=keeps)
    return quantified(rounds, body, stop=node.word == "some")


class _NothingToLoop(Exception):
    """A source is neither a list nor a range."""


def _frames(rounds: list[Source], run: Run, frame: Frame) -> Iterator[Frame]:
    """The frame of every round."""
    (source, until, iteration), rest = rounds[0], rounds[1:]
    low = source(run, frame)
    items = _items(run, low, iteration) if until is None else _span(run, low, until(run, frame), iteration)
    for item in items:
        run.spend()
        inner = ((item,), frame)
        if rest:
            yield from _frames(rest, run, inner)
        else:
            yield inner


def for_each(rounds: list[Source], body: Closure, *, keeps_partial: bool) -> Closure:
    """The closure of `for`; its frames are one for `partial`, then one for each variable."""

    def collect(run: Run, frame: Frame) -> list[Any] | None:
        results: list[Any] = []
        # The frame is a list, so that `partial` can be renewed for each round.
        so_far: list[Any] = [[]]
        try:
            for inner in _frames(rounds, run, (so_far, frame)):
                results.append(body(run, inner))
                if keeps_partial:
                    run.hold(len(results))
                    so_far[0] = list(results)
        except _NothingToLoop:
            return None
        return results

    return collect


def quantified(rounds: list[Source], body: Closure, *, stop: bool) -> Closure:
    """The closure of `some` (stops at true) and `every` (stops at false)."""

    def decide(run: Run, frame: Frame) -> Any:
        certain = True
        try:
            for inner in _frames(rounds, run, frame):
                answer = body(run, inner)
                if answer is stop:
                    return stop
                certain = certain and type(answer) is bool
        except _NothingToLoop:
            return None
        return (not stop) if certain else None

    return decide


def _items(run: Run, value: Any, node: Node) -> Iterable[Any]:
    if type(value) is list:
        return value
    if type(value) is Range:
        return _span(run, value.low, value.high, node, value)
    if value is None:
        run.null(node, "Không có gì để lặp qua.", "There is nothing to go through.")
        raise _NothingToLoop
    return [value]


def _span(run: Run, low: Any, high: Any, node: Node, ends: Range | None = None) -> Iterable[Any]:
    """Whole numbers or days from one end to the other, upwards or downwards."""
    make: Callable[[int], Any]
    if type(low) is Decimal and type(high) is Decimal:
        first, last, make = whole(low), whole(high), Decimal
    elif type(low) is Date and type(high) is Date:
        first, last, make = low.days, high.days, date_of_days
    else:
        first, last, make = None, None, Decimal
    if first is None or last is None:
        run.null(node, "Không lặp được qua khoảng này.", "This range cannot be gone through.")
        raise _NothingToLoop
    step = 1 if last >= first else -1
    if ends is not None:
        first += step * (not ends.low_included)
        last -= step * (not ends.high_included)
    return map(make, range(first, last + step, step))
