"""Arithmetic, comparison and three-valued logic."""

import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from feel.arithmetic import apply, negate
from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Scope
from feel.equality import compare, equal
from feel.nodes import Between, Binary, If, Junction, Literal, Negation
from feel.numbers import CONTEXT, power
from feel.run import Run
from feel.values import kind

_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
_NUMBERS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "**": power,
}
_NUMBER_ORDERS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_PAIR = 2


@compiles(Binary)
def _binary(node: Binary, scope: Scope) -> Closure:
    left, right = compile_node(node.left, scope), compile_node(node.right, scope)
    if node.sign in _NUMBERS:
        return _arithmetic(node, left, right)
    if node.sign in ("=", "!="):
        if isinstance(node.right, Literal) and node.right.value is not None:
            return _equality_with(left, node.right.value, wanted=node.sign == "=")
        return _equality(left, right, wanted=node.sign == "=")
    if isinstance(node.right, Literal) and type(node.right.value) is Decimal:
        return _order_to(node, left, node.right.value)
    return _order(node, left, right)


def _arithmetic(node: Binary, left: Closure, right: Closure) -> Closure:
    sign, on_numbers = node.sign, _NUMBERS[node.sign]

    def compute(run: Run, frame: Frame) -> Any:
        one, other = left(run, frame), right(run, frame)
        if type(one) is Decimal and type(other) is Decimal:
            try:
                return on_numbers(one, other)
            except DecimalException:
                return _no_result(run, node, one, other)
        if type(one) is str and type(other) is str:
            run.hold_text(len(one) + len(other))
        result = apply(sign, one, other)
        return _no_result(run, node, one, other) if result is None else result

    return compute


def _no_result(run: Run, node: Binary, one: Any, other: Any) -> Any:
    kinds = f"{kind(one)} {node.sign} {kind(other)}"
    run.null(node, f"Phép tính {kinds} không có kết quả.", f"The operation {kinds} has no result.")


def _equality(left: Closure, right: Closure, *, wanted: bool) -> Closure:
    def compare_values(run: Run, frame: Frame) -> bool | None:
        answer = equal(run, left(run, frame), right(run, frame))
        return None if answer is None else answer is wanted

    return compare_values


def _equality_with(left: Closure, constant: Any, *, wanted: bool) -> Closure:
    """The same against a literal, the commonest test of all."""
    kind_wanted = type(constant)

    def compare_value(run: Run, frame: Frame) -> bool | None:
        value = left(run, frame)
        if type(value) is kind_wanted:
            return (value == constant) is wanted
        return (not wanted) if value is None else None

    return compare_value


def _order_to(node: Binary, left: Closure, constant: Decimal) -> Closure:
    """The order to a number literal."""
    on_numbers = _NUMBER_ORDERS[node.sign]

    def ordered(run: Run, frame: Frame) -> Any:
        value = left(run, frame)
        if type(value) is Decimal:
            return on_numbers(value, constant)
        return _no_result(run, node, value, constant)

    return ordered


def _order(node: Binary, left: Closure, right: Closure) -> Closure:
    test, on_numbers = _ORDERS[node.sign], _NUMBER_ORDERS[node.sign]

    def ordered(run: Run, frame: Frame) -> Any:
        one, other = left(run, frame), right(run, frame)
        if type(one) is Decimal and type(other) is Decimal:
            return on_numbers(one, other)
        order = compare(one, other)
        if order is None:
            return _no_result(run, node, one, other)
        return test(order)

    return ordered


@compiles(Negation)
def _negation(node: Negation, scope: Scope) -> Closure:
    operand = compile_node(node.operand, scope)
    if isinstance(node.operand, Literal):
        constant = negate(node.operand.value)
        return lambda run, frame: constant  # noqa: ARG005 every closure takes both
    return lambda run, frame: negate(operand(run, frame))


@compiles(Junction)
def _junction(node: Junction, scope: Scope) -> Closure:
    """`and` stops at false, `or` at true; whatever is not a boolean counts as null (table 50)."""
    operands = tuple(compile_node(operand, scope) for operand in node.operands)
    stop = node.word == "or"
    if len(operands) == _PAIR:
        return _pair(*operands, stop=stop)

    def junction(run: Run, frame: Frame) -> Any:
        certain = True
        for operand in operands:
            value = operand(run, frame)
            if value is stop:
                return stop
            certain = certain and type(value) is bool
        return (not stop) if certain else None

    return junction


def _pair(one: Closure, other: Closure, *, stop: bool) -> Closure:
    """The same for two operands, the commonest number of all."""

    def junction(run: Run, frame: Frame) -> Any:
        first = one(run, frame)
        if first is stop:
            return stop
        second = other(run, frame)
        if second is stop:
            return stop
        return (not stop) if type(first) is bool and type(second) is bool else None

    return junction


@compiles(Between)
def _between(node: Between, scope: Scope) -> Closure:
    parts = tuple(compile_node(part, scope) for part in (node.operand, node.low, node.high))

    def between(run: Run, frame: Frame) -> bool | None:
        value, low, high = (part(run, frame) for part in parts)
        from_low, to_high = compare(value, low), compare(value, high)
        if (from_low is not None and from_low < 0) or (to_high is not None and to_high > 0):
            return False
        return None if from_low is None or to_high is None else True

    return between


@compiles(If)
def _if(node: If, scope: Scope) -> Closure:
    """Anything but true, null too, takes the second way."""
    condition, yes, no = (compile_node(part, scope) for part in (node.condition, node.yes, node.no))
    return lambda run, frame: yes(run, frame) if condition(run, frame) is True else no(run, frame)
