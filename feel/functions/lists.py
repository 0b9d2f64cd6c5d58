"""List functions (10.3.4.4 and sort of 10.3.4.8)."""

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from feel.calling import call_function
from feel.equality import compare, identity, same
from feel.functions.registry import builtin
from feel.numbers import cut
from feel.run import Run
from feel.values import Function


def place_of(items: list[Any], position: Decimal) -> int | None:
    """The Python index of a position counted from 1, or from -1 backwards; None outside the list."""
    at = cut(position)
    if at is None or at == 0 or abs(at) > len(items):
        return None
    return at - 1 if at > 0 else len(items) + at


def as_list(value: Any) -> list[Any]:
    """A list as it is, anything else as a list of itself."""
    return value if type(value) is list else [value]


@builtin("list contains(list: list, element: any)")
def _list_contains(run: Run, items: list[Any], element: Any) -> Any:
    return any((item is None) if element is None else same(run, item, element) for item in items)


@builtin("count(list: list)")
def _count(run: Run, items: list[Any]) -> Any:  # noqa: ARG001 every built-in takes the run
    return Decimal(len(items))


@builtin("sublist(list: list, start position: number, length: number?)")
def _sublist(run: Run, items: list[Any], start: Decimal, length: Decimal | None) -> Any:  # noqa: ARG001 every built-in takes the run
    begin = place_of(items, start)
    count = cut(length) if length is not None else None
    if begin is None or (length is not None and (count is None or count < 0 or begin + count > len(items))):
        return None
    return items[begin:] if count is None else items[begin : begin + count]


@builtin("append(list: list, *item: any)")
def _append(run: Run, items: list[Any], more: list[Any]) -> Any:
    run.hold(len(items) + len(more))
    return [*items, *more]


@builtin("concatenate(*list: any)")
def _concatenate(run: Run, lists: list[Any]) -> Any:
    run.hold(sum(len(as_list(part)) for part in lists))
    return [item for part in lists for item in as_list(part)]


@builtin("insert before(list: list, position: number, newItem: any)")
def _insert_before(run: Run, items: list[Any], position: Decimal, new: Any) -> Any:
    at = place_of(items, position)
    if at is None:
        return None
    run.hold(len(items))
    return [*items[:at], new, *items[at:]]


@builtin("remove(list: list, position: number)")
def _remove(run: Run, items: list[Any], position: Decimal) -> Any:
    at = place_of(items, position)
    if at is None:
        return None
    run.hold(len(items))
    return items[:at] + items[at + 1 :]


@builtin("reverse(list: list)")
def _reverse(run: Run, items: list[Any]) -> Any:
    run.hold(len(items))
    return items[::-1]


@builtin("index of(list: list, match: any)")
def _index_of(run: Run, items: list[Any], match: Any) -> Any:
    return [
        Decimal(place)
        for place, item in enumerate(items, 1)
        if (item is None and match is None) or same(run, item, match)
    ]


@builtin("union(*list: any)")
def _union(run: Run, lists: list[Any]) -> Any:
    return _distinct_values(run, _concatenate(run, lists))


@builtin("distinct values(list: list)")
def _distinct_values(run: Run, items: list[Any]) -> Any:
    """The first of equal items stays, in its place."""
    run.hold(len(items))
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(identity(run, item), item)
    return list(found.values())


@builtin("flatten(list: list)")
def _flatten(run: Run, items: list[Any]) -> Any:
    flat: list[Any] = []
    for item in items:
        run.spend()
        if type(item) is list:
            flat += _flatten(run, item)
        else:
            flat.append(item)
    return flat


@builtin("list replace(list: list, position: number, newItem: any)")
def _list_replace(run: Run, items: list[Any], position: Decimal, new: Any) -> Any:
    at = place_of(items, position)
    if at is None:
        return None
    run.hold(len(items))
    return [*items[:at], new, *items[at + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)")
def _list_replace_where(run: Run, items: list[Any], match: Function, new: Any) -> Any:
    """The match function gets an item and the new item, and must answer true or false."""
    replaced = []
    for item in items:
        answer = call_function(run, match, [item, new])
        if type(answer) is not bool:
            return None
        replaced.append(new if answer else item)
    return replaced


@builtin("sort(list: list, precedes: function)")
def _sort(run: Run, items: list[Any], precedes: Function) -> Any:
    """`precedes` gets two items and answers true when the first comes first; equal ones keep their order."""

    def order(one: Any, other: Any) -> int:
        return -1 if call_function(run, precedes, [one, other]) is True else 1

    return sorted(items, key=cmp_to_key(order))


@builtin("sort(list: list)")
def _sort_plain(run: Run, items: list[Any]) -> Any:
    """Not of the standard, yet common: values that can be compared, the least first."""
    run.hold(len(items))
    if any(compare(one, items[0]) is None for one in items):
        return None
    return sorted(items, key=cmp_to_key(lambda one, other: compare(one, other) or 0))
