"""Boxed expressions (DMN 1.5, 7.3 and 10.2): the elements a decision's logic may consist of."""

from collections.abc import Callable
from typing import Any

from feel.calling import call_function
from feel.compile.dispatch import Closure, Frame
from feel.decisions.cells import CellCompiler, coerced
from feel.decisions.elements import Element, child, children, own_name, tag, text_of, type_reference
from feel.decisions.tables import read_table
from feel.errors import FeelError, Words, words
from feel.run import Run
from feel.values import Context, Function, Parameter, Signature


def read_logic(element: Element | None, cells: CellCompiler, place: Words) -> Closure:
    """The closure of a boxed expression; FeelError for one that is missing or of a kind not known."""
    if element is None:
        message = words("Chưa có nội dung quyết định.", "There is no decision logic.")
        raise FeelError(message).placed(place)
    reader = _READERS.get(tag(element))
    if reader is None:
        message = words(f"Không đọc được <{tag(element)}>.", f"<{tag(element)}> cannot be read.")
        raise FeelError(message).placed(place)
    closure = reader(element, cells, place)
    kind = type_reference(element)
    return coerced(closure, cells.type(kind)) if kind and tag(element) != "functionDefinition" else closure


def logic_of(element: Element) -> Element | None:
    """The boxed expression inside a decision, entry or binding."""
    return next((part for part in children(element) if tag(part) in _READERS), None)


def read_function(element: Element, cells: CellCompiler, place: Words, name: str = "") -> Closure:
    """The closure that makes a function value of a `functionDefinition` or `encapsulatedLogic`."""
    if (element.get("kind") or "FEEL") != "FEEL":
        message = words("Chỉ dùng được hàm viết bằng FEEL.", "Only functions written in FEEL can be used.")
        raise FeelError(message).placed(place)
    written = children(element, "formalParameter")
    names = tuple(" ".join(parameter.get("name", "").split()) for parameter in written)
    types = (type_reference(parameter) for parameter in written)
    parameters = tuple(
        Parameter(own, declared=cells.type(kind) if kind else None)
        for own, kind in zip(names, types, strict=True)
    )
    body = read_logic(logic_of(element), cells.parameters(names), place)

    def make(run: Run, frame: Frame) -> Function:  # noqa: ARG001 every closure takes both
        def apply(inner: Run, *values: Any) -> Any:
            return body(inner, (values, frame))

        return Function(name, (Signature(parameters, apply),))

    return make


def _literal(element: Element, cells: CellCompiler, place: Words) -> Closure:
    return cells.expression(text_of(element), place)


def _table(element: Element, cells: CellCompiler, place: Words) -> Closure:
    try:
        table = read_table(element, cells)
    except FeelError as error:
        raise error.placed(place) from None
    return table.decide


def _context(element: Element, cells: CellCompiler, place: Words) -> Closure:
    """Entries see those before them; an entry without a name is the result."""
    inner = cells.entries()
    entries: list[tuple[str, Closure]] = []
    result: Closure | None = None
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        closure = read_logic(logic_of(entry), inner, place)
        if variable is None:
            result = closure
            break
        kind = type_reference(variable)
        name = own_name(entry)
        entries.append((name, coerced(closure, cells.type(kind)) if kind else closure))
        inner.know(name)

    def make(run: Run, frame: Frame) -> Any:
        made = Context()
        inside = (made, frame)
        for name, closure in entries:
            run.spend()
            made[name] = closure(run, inside)
        return made if result is None else result(run, inside)

    return make


def _list(element: Element, cells: CellCompiler, place: Words) -> Closure:
    items = [read_logic(item, cells, place) for item in children(element) if tag(item) in _READERS]

    def make(run: Run, frame: Frame) -> list[Any]:
        run.spend(len(items))
        return [item(run, frame) for item in items]

    return make


def _relation(element: Element, cells: CellCompiler, place: Words) -> Closure:
    """A table of values: a list of contexts with the columns' names."""
    names = [column.get("name", "") for column in children(element, "column")]
    rows = [
        [read_logic(cell, cells, place) for cell in children(row) if tag(cell) in _READERS]
        for row in children(element, "row")
    ]

    def make(run: Run, frame: Frame) -> list[Any]:
        run.spend(len(rows) * len(names))
        return [
            Context((name, cell(run, frame)) for name, cell in zip(names, row, strict=False)) for row in rows
        ]

    return make


def _invocation(element: Element, cells: CellCompiler, place: Words) -> Closure:
    function = read_logic(logic_of(element), cells, place)
    bindings = [
        (binding_name(binding), read_logic(logic_of(binding), cells, place))
        for binding in children(element, "binding")
    ]
    names = tuple(name for name, _ in bindings)

    def call(run: Run, frame: Frame) -> Any:
        called = function(run, frame)
        if type(called) is not Function:
            return None
        return call_function(run, called, [value(run, frame) for _, value in bindings], names)

    return call


def binding_name(binding: Element) -> str:
    """The parameter that a binding of an invocation fills."""
    parameter = child(binding, "parameter")
    return " ".join((parameter.get("name", "") if parameter is not None else "").split())


def _conditional(element: Element, cells: CellCompiler, place: Words) -> Closure:
    condition, yes, no = (
        read_logic(logic_of(part), cells, place) if part is not None else cells.expression("", place)
        for part in (child(element, "if"), child(element, "then"), child(element, "else"))
    )
    return lambda run, frame: yes(run, frame) if condition(run, frame) is True else no(run, frame)


_READERS: dict[str, Callable[[Element, CellCompiler, Words], Closure]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "conditional": _conditional,
    "functionDefinition": read_function,
    "encapsulatedLogic": read_function,
}
