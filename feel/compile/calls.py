"""Calls and `instance of`."""

from typing import Any

from feel.calling import call_function
from feel.compile.dispatch import Closure, Frame, compile_node, compiles
from feel.compile.scope import Item, Scope
from feel.convert import from_feel, to_feel
from feel.errors import FeelError, nearest, words
from feel.functions.registry import BUILTINS
from feel.nodes import Call, InstanceOf, Name
from feel.run import Run
from feel.types import instance_of, resolve
from feel.values import Function


@compiles(Call)
def _call(node: Call, scope: Scope) -> Closure:
    arguments = tuple(compile_node(argument, scope) for argument in node.arguments)
    if isinstance(node.function, Name) and not _is_local(node.function.name, scope):
        if node.function.name in BUILTINS:
            return _builtin(node, BUILTINS[node.function.name], arguments)
        scope.root.functions.setdefault(node.function.name, node.function)
        return _from_outside(node, node.function, arguments)
    function = compile_node(node.function, scope)

    def call(run: Run, frame: Frame) -> Any:
        called = function(run, frame)
        return _call_value(run, node, called, [argument(run, frame) for argument in arguments])

    return call


def _is_local(name: str, scope: Scope) -> bool:
    at: Scope | None = scope
    while at is not None:
        if not isinstance(at, Item) and at.slot(name) is not None:
            return True
        at = at.parent
    return False


def _builtin(node: Call, function: Function, arguments: tuple[Closure, ...]) -> Closure:
    names = node.names
    if function.name == "not" and len(arguments) == 1 and not names:
        return _negation(node, function, arguments[0])

    def call(run: Run, frame: Frame) -> Any:
        return call_function(run, function, [argument(run, frame) for argument in arguments], names, node)

    return call


def _negation(node: Call, function: Function, argument: Closure) -> Closure:
    """`not(...)`, the commonest call in conditions; of anything but true or false it is called like others."""

    def negate(run: Run, frame: Frame) -> Any:
        value = argument(run, frame)
        if type(value) is not bool:
            return call_function(run, function, [value], (), node)
        run.spend()
        return not value

    return negate


def _from_outside(node: Call, name: Name, arguments: tuple[Closure, ...]) -> Closure:
    """A function of the host, or one held by a variable."""

    def call(run: Run, frame: Frame) -> Any:
        values = [argument(run, frame) for argument in arguments]
        host = run.functions.get(name.name)
        if host is not None:
            run.spend()
            return to_feel(host(*(from_feel(value, run) for value in values)))
        try:
            called = run.variable(name.name)
        except KeyError:
            raise _no_function(name, run) from None
        return _call_value(run, node, called, values)

    return call


def _call_value(run: Run, node: Call, called: Any, values: list[Any]) -> Any:
    if type(called) is Function:
        return call_function(run, called, values, node.names, node)
    return run.null(node, "Giá trị được gọi không phải là hàm.", "What is called here is not a function.")


def _no_function(name: Name, run: Run) -> FeelError:
    hint = nearest(name.name, (*BUILTINS, *run.functions))
    message = words(
        f"Không có hàm “{name.name}”.{hint['vi']}", f"There is no function “{name.name}”.{hint['en']}"
    )
    return FeelError(message, name.start, name.end)


@compiles(InstanceOf)
def _instance_of(node: InstanceOf, scope: Scope) -> Closure:
    operand = compile_node(node.operand, scope)
    kind = resolve(node.type, scope.root.types)
    return lambda run, frame: instance_of(run, operand(run, frame), kind)
