"""Ways through a diagram: what follows what, what can be reached, what lies on a circle."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from bpmn.definition import Definitions, Element

Ways = Mapping[str, tuple[str, ...]]


def ways_in(definitions: Definitions, scope: str) -> Ways:
    """For each element of one process or sub-process: what may come next.

    A boundary event follows its activity. Flows to nowhere or into another scope are left out.
    """
    here = {element.id for element in definitions.inside(scope)}
    return {element.id: tuple(_next(definitions, element, here)) for element in definitions.inside(scope)}


def _next(definitions: Definitions, element: Element, here: AbstractSet[str]) -> Iterator[str]:
    targets = (flow.target for flow in definitions.leaving.get(element.id, ()))
    hosted = (event.id for event in definitions.boundary.get(element.id, ()))
    yield from (target for target in (*targets, *hosted) if target in here)


def reached(ways: Ways, starts: Iterable[str]) -> set[str]:
    """Everything that can be reached from the starts, themselves included."""
    found: set[str] = set()
    waiting = [start for start in starts if start in ways]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(ways[here])
    return found


def on_circle(ways: Ways) -> set[str]:
    """Everything from which one can come back to itself (Tarjan's strongly connected components)."""
    return {member for group in _groups(ways) for member in group if len(group) > 1 or member in ways[member]}


def _groups(ways: Ways) -> Iterator[list[str]]:
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    open_: set[str] = set()
    for root in ways:
        # the path is kept in a list: a chain of thousands of elements must not exhaust Python's own stack
        path = [(root, iter(ways[root]))] if root not in order else []
        while path:
            here, rest = path[-1]
            if here not in order:
                order[here] = low[here] = len(order)
                stack.append(here)
                open_.add(here)
            for after in rest:
                if after not in order:
                    path.append((after, iter(ways[after])))
                    break
                if after in open_:
                    low[here] = min(low[here], order[after])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[here])
                if low[here] == order[here]:
                    yield _popped(stack, open_, here)


def _popped(stack: list[str], open_: set[str], until: str) -> list[str]:
    group = []
    while until in open_:
        group.append(stack.pop())
        open_.discard(group[-1])
    return group
