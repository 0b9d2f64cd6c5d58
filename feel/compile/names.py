"""Names, paths and filters."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Item, Scope
from feel.convert import to_feel
from feel.errors import FeelError, Words, nearest, words
from feel.functions.registry import BUILTINS
from feel.nodes import Filter, Literal, Name, Path
from feel.numbers import whole
from feel.properties import PROPERTIES
from feel.run import NOT_LOADED, Run
from feel.values import Context


@compiles(Name)
def _name(node: Name, scope: Scope) -> Closure:
    """A variable: its frame is known, unless it may be an entry of an item being filtered."""
    items: list[int] = []
    depth = 0
    at: Scope = scope
    while at.parent is not None:
        if isinstance(at, Item):
            items.append(depth)
            if node.name == "item":
                return _in_items(node.name, items, _from_item(depth))
        slot = at.slot(node.name)
        if slot is not None:
            return _in_items(node.name, items, _from_frame(depth, slot))
        depth += 1
        at = at.parent
    if items:
        at.possible_names.setdefault(node.name, node)
    else:
        _declared(node, at)
        at.names.setdefault(node.name, node)
    return _in_items(node.name, items, _from_outside(node))


def _declared(node: Name, root: Scope) -> None:
    """With declared names, an unknown one is an error of its writer, who is told the nearest."""
    if root.declared is None or node.name in root.declared or node.name in BUILTINS or node.name == "?":
        return
    hint = nearest(node.name, root.declared)
    raise FeelError(
        words(
            f"Không có tên “{node.name}”.{hint['vi']}",
            f"There is no name “{node.name}”.{hint['en']}",
        ),
        node.start,
        node.end,
    )


def _from_frame(depth: int, slot: Any) -> Closure:
    if depth == 0:
        return lambda run, frame: frame[0][slot]  # noqa: ARG005 every closure takes both
    if depth == 1:
        return lambda run, frame: frame[1][0][slot]  # noqa: ARG005 every closure takes both

    def outer(run: Run, frame: Frame) -> Any:  # noqa: ARG001 every closure takes both
        for _ in range(depth):
            frame = frame[1]
        return frame[0][slot]

    return outer


def _from_item(depth: int) -> Closure:
    def item(run: Run, frame: Frame) -> Any:  # noqa: ARG001 every closure takes both
        for _ in range(depth):
            frame = frame[1]
        return frame[0]

    return item


def _from_outside(node: Name) -> Closure:
    name = node.name

    def variable(run: Run, frame: Frame) -> Any:  # noqa: ARG001 every closure takes both
        value = run.loaded.get(name, NOT_LOADED)
        if value is not NOT_LOADED:
            return value
        given = run.variables.get(name, NOT_LOADED)
        if given is not NOT_LOADED:
            value = run.loaded[name] = to_feel(given)
            return value
        if name in BUILTINS:
            return BUILTINS[name]
        hint = _hint(run, name, run.variables)
        return run.null(
            node,
            f"Không có biến “{name}”.{hint['vi']}",
            f"There is no variable “{name}”.{hint['en']}",
        )

    return variable


def _hint(run: Run, name: str, known: Collection[str]) -> Words:
    """The known name most like one that is not there; asked once in a run, since looking for it takes time."""
    return words("", "") if run.warnings else nearest(name, known)


def _in_items(name: str, depths: list[int], otherwise: Closure) -> Closure:
    """First the entries of the items being filtered, the innermost first."""
    if not depths:
        return otherwise
    if depths == [0]:

        def entry(run: Run, frame: Frame) -> Any:
            item = frame[0]
            if type(item) is Context:
                try:
                    return item[name]
                except KeyError:
                    pass
            return otherwise(run, frame)

        return entry

    def entry_of_any(run: Run, frame: Frame) -> Any:
        at = frame
        passed = 0
        for depth in depths:
            for _ in range(depth - passed):
                at = at[1]
            passed = depth
            if type(at[0]) is Context and name in at[0]:
                return at[0][name]
        return otherwise(run, frame)

    return entry_of_any


@compiles(Path)
def _path(node: Path, scope: Scope) -> Closure:
    """An entry or property; of a list, those of each item (10.3.2.5)."""
    source = compile_node(node.source, scope)
    name = node.name

    def path(run: Run, frame: Frame) -> Any:
        value = source(run, frame)
        if type(value) is Context:
            if name in value:
                return value[name]
            hint = _hint(run, name, value)
            return run.null(
                node, f"Không có mục “{name}”.{hint['vi']}", f"There is no entry “{name}”.{hint['en']}"
            )
        return _member(run, value, node)

    return path


def _member(run: Run, value: Any, node: Path) -> Any:
    if type(value) is list:
        run.spend(len(value))
        return [_member(run, item, node) for item in value]
    if type(value) is Context:
        return value.get(node.name)
    known = PROPERTIES.get(type(value), {}).get(node.name)
    if known is None:
        return run.null(node, f"Không có thuộc tính “{node.name}”.", f"There is no property “{node.name}”.")
    return known(value)


@compiles(Filter)
def _filter(node: Filter, scope: Scope) -> Closure:
    """`list[3]` counts from 1, or from the end when negative; else the items for which the test is true."""
    source = compile_node(node.source, scope)
    if isinstance(node.test, Literal) and isinstance(node.test.value, Decimal):
        return _index(source, node.test.value)
    return filtering(source, compile_node(node.test, Item(scope)))


def filtering(source: Closure, test: Closure) -> Closure:
    """The closure of a filter whose test runs in the frame of an item."""

    def chosen(run: Run, frame: Frame) -> Any:
        value = source(run, frame)
        items = value if type(value) is list else [] if value is None else [value]
        run.spend(1 + len(items))
        kept = []
        for item in items or [None]:
            answer = test(run, (item, frame))
            if answer is True:
                kept.append(item)
            elif answer is not False and type(answer) is Decimal:
                return pick(items, answer)
        return kept if items else []

    return chosen


def _index(source: Closure, position: Decimal) -> Closure:
    def indexed(run: Run, frame: Frame) -> Any:
        value = source(run, frame)
        items = value if type(value) is list else [] if value is None else [value]
        return pick(items, position)

    return indexed


def pick(items: list[Any], position: Decimal) -> Any:
    """The item at a position from 1, or from -1 backwards; None where there is none."""
    at = whole(position)
    if at is None or at == 0 or abs(at) > len(items):
        return None
    return items[at - 1 if at > 0 else at]
