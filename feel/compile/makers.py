"""Literals, lists, contexts, ranges and functions: what makes values."""

from typing import Any

from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Entries, Scope, Slots
from feel.equality import compare
from feel.errors import FeelError, words
from feel.nodes import (
    AtLiteral,
    ContextLiteral,
    FunctionLiteral,
    ListLiteral,
    Literal,
    Node,
    RangeLiteral,
)
from feel.run import Run
from feel.temporal.reading import read_any
from feel.types import resolve
from feel.values import Context, Function, Parameter, Range, Signature


def constant(value: Any) -> Closure:
    """The closure of a value known before running."""
    return lambda run, frame: value  # noqa: ARG005 every closure takes both


@compiles(Literal)
def _literal(node: Literal, scope: Scope) -> Closure:  # noqa: ARG001 every compiler takes both
    return constant(node.value)


@compiles(AtLiteral)
def _at_literal(node: AtLiteral, scope: Scope) -> Closure:  # noqa: ARG001 every compiler takes both
    value = read_any(node.text)
    if value is not None:
        return constant(value)
    vi, en = f"“{node.text}” không phải ngày giờ.", f"“{node.text}” is no date, time or duration."
    return lambda run, frame: run.null(node, vi, en)  # noqa: ARG005 every closure takes both


@compiles(ListLiteral)
def _list(node: ListLiteral, scope: Scope) -> Closure:
    items = tuple(compile_node(item, scope) for item in node.items)

    def make(run: Run, frame: Frame) -> list[Any]:
        run.spend(len(items))
        return [item(run, frame) for item in items]

    return make


@compiles(ContextLiteral)
def _context(node: ContextLiteral, scope: Scope) -> Closure:
    """Each entry sees those before it; a name given twice makes no context at all."""
    inner = Entries(scope)
    entries: list[tuple[str, Closure]] = []
    for name, value in node.entries:
        if name in inner.known:
            vi, en = f"Mục “{name}” có hai lần.", f"The entry “{name}” is given twice."
            return lambda run, frame: run.null(node, vi, en)  # noqa: ARG005 every closure takes both
        entries.append((name, compile_node(value, inner)))
        inner.known.add(name)

    def make(run: Run, frame: Frame) -> Context:
        run.spend(len(entries))
        made = Context()
        inside = (made, frame)
        for name, value in entries:
            made[name] = value(run, inside)
        return made

    return make


@compiles(RangeLiteral)
def _range(node: RangeLiteral, scope: Scope) -> Closure:
    low = compile_node(node.low, scope) if node.low else constant(None)
    high = compile_node(node.high, scope) if node.high else constant(None)

    def make(run: Run, frame: Frame) -> Any:
        return make_range(
            run,
            node,
            Range(low(run, frame), high(run, frame), node.low_included, node.high_included, node.form),
        )

    return make


def make_range(run: Run, node: Node, made: Range) -> Any:
    """The range if its ends fit each other and stand in order."""
    if made.low is None and made.high is None:
        return run.null(node, "Khoảng không có đầu nào.", "The range has no end that is a value.")
    if made.low is not None and made.high is not None:
        order = compare(made.low, made.high)
        if order is None or order > 0:
            return run.null(node, "Hai đầu của khoảng không hợp nhau.", "The ends of the range do not fit.")
    return made


@compiles(FunctionLiteral)
def _function(node: FunctionLiteral, scope: Scope) -> Closure:
    if node.body is None:
        raise FeelError(
            words("Không dùng được hàm ngoài.", "External functions cannot be used."), node.start, node.end
        )
    body = compile_node(node.body, Slots(node.parameters, scope))
    types = (resolve(kind, scope.root.types) if kind else None for kind in node.types)
    parameters = tuple(
        Parameter(name, declared=kind) for name, kind in zip(node.parameters, types, strict=True)
    )

    def make(run: Run, frame: Frame) -> Function:  # noqa: ARG001 every closure takes both
        def apply(inner: Run, *values: Any) -> Any:
            return body(inner, (values, frame))

        return Function("", (Signature(parameters, apply),))

    return make
