"""Boxed expressions (DMN 1.5, 7.3 and 10.2): the elements a decision's logic may consist of."""

from collections.abc import Callable
from typing import Any

from feel.calling import call_function
from feel.compile.dispatch import Closure, Frame
from feel.compile.loops import for_each, quantified
from feel.compile.names import filtering
from feel.compile.scope import Slots
from feel.decisions.cells import CellCompiler, coerced
from feel.decisions.elements import Element, child, children, own_name, tag, text_of, type_reference
from feel.decisions.tables import read_table
from feel.errors import FeelError, Words, words
from feel.nodes import NOWHERE
from feel.run import Run
from feel.types import ANY, FeelType, FunctionType
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


_BESIDE_LOGIC = frozenset(
    {
        *("description", "extensionElements", "variable", "question", "allowedAnswers"),
        *("informationRequirement", "knowledgeRequirement", "authorityRequirement"),
        *("supportedObjective", "impactedPerformanceIndicator", "decisionMaker", "decisionOwner"),
        *("usingProcess", "usingTask"),
    }
)


def read_decision_logic(element: Element, cells: CellCompiler, place: Words) -> Closure:
    """The logic of a decision. One that is drawn and not yet written decides null, with a warning."""
    logic = next((part for part in children(element) if tag(part) not in _BESIDE_LOGIC), None)
    return _undecided if logic is None else read_logic(logic, cells, place)


def _undecided(run: Run, frame: Frame) -> None:  # noqa: ARG001 every closure takes both
    run.warn(words("Quyết định chưa có nội dung.", "The decision has no logic yet."))


def logic_of(element: Element) -> Element | None:
    """The boxed expression inside a decision, entry or binding."""
    return next((part for part in children(element) if tag(part) in _READERS), None)


def read_function(
    element: Element, cells: CellCompiler, place: Words, name: str = "", result: FeelType = ANY
) -> Closure:
    """The closure that makes a function value of a `functionDefinition` or `encapsulatedLogic`.

    What the function gives is coerced to its own type, else to the `result` that its variable declares.
    """
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
    own = cells.type(type_reference(element)) if type_reference(element) else result
    body = read_logic(logic_of(element), cells.parameters(names), place)
    if own is not ANY and not isinstance(own, FunctionType):
        body = coerced(body, own)

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
    except FeelError as found:
        for error in found.all:
            error.placed(place)
        raise
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


def _filter(element: Element, cells: CellCompiler, place: Words) -> Closure:
    """`in` gives the list, `match` the test, where `item` and the entries of the item are known."""
    source = _part(element, "in", cells, place)
    return filtering(source, _part(element, "match", cells.item(), place))


def _for(element: Element, cells: CellCompiler, place: Words) -> Closure:
    source, around, inner = _iterated(element, cells, place, partial=True)
    body = _part(element, "return", inner, place)
    return for_each([(source, None, NOWHERE)], body, keeps_partial="partial" in around.used)


def _quantified(element: Element, cells: CellCompiler, place: Words) -> Closure:
    source, _around, inner = _iterated(element, cells, place, partial=False)
    body = _part(element, "satisfies", inner, place)
    return quantified([(source, None, NOWHERE)], body, stop=tag(element) == "some")


def _iterated(
    element: Element, cells: CellCompiler, place: Words, *, partial: bool
) -> tuple[Closure, Slots, CellCompiler]:
    """The list to go through, and the names its body sees: the variable and, in `for`, `partial`."""
    around = Slots(("partial",) if partial else (), cells.scope)
    within = cells.within(around) if partial else cells
    variable = " ".join((element.get("iteratorVariable") or "").split())
    return _part(element, "in", within, place), around, within.parameters((variable,))


def _part(element: Element, name: str, cells: CellCompiler, place: Words) -> Closure:
    """The boxed expression in a child of that name."""
    written = child(element, name)
    if written is None:
        message = words(f"Thiếu <{name}>.", f"<{name}> is missing.")
        raise FeelError(message).placed(place)
    closure = read_logic(logic_of(written), cells, place)
    kind = type_reference(written)
    return coerced(closure, cells.type(kind)) if kind else closure


_READERS: dict[str, Callable[[Element, CellCompiler, Words], Closure]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "functionDefinition": read_function,
    "encapsulatedLogic": read_function,
}
