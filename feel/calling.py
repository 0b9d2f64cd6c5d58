"""Calling a function value: arguments to parameters, types checked, budget paid (DMN 1.5, 10.3.2.13.4)."""

from collections.abc import Sequence
from typing import Any

from feel.arithmetic import as_date_time
from feel.nodes import Node
from feel.run import Run
from feel.temporal.moments import Date, DateTime
from feel.types import coerce
from feel.values import Context, Function, Parameter, Signature, kind

_MISFIT = object()


def call_function(
    run: Run,
    function: Function,
    arguments: Sequence[Any],
    names: tuple[str, ...] = (),
    at: Node | None = None,
) -> Any:
    """The result of the first signature that fits; null, with a warning, when none does."""
    for signature in function.signatures:
        arranged = (
            _by_name(run, signature, arguments, names) if names else _by_place(run, signature, arguments)
        )
        if arranged is None:
            continue
        told = len(run.warnings)
        run.enter()
        if signature.metered:
            run.spend(sum(_weight(argument) for argument in arranged))
        try:
            result = signature.apply(run, *arranged)
        finally:
            run.leave()
        if type(result) is str:
            run.hold_text(len(result))
        elif result is None and at is not None and signature.metered and len(run.warnings) == told:
            name = function.name
            run.null(at, f"Hàm {name} không cho kết quả.", f"The function {name} gives no result here.")
        return result
    if at is not None:
        kinds = ", ".join(kind(argument) for argument in arguments)
        name = function.name or "function"
        run.null(
            at,
            f"Hàm {name} không nhận đối số như vậy: ({kinds}).",
            f"The function {name} does not take these arguments: ({kinds}).",
        )
    return None


def _weight(argument: Any) -> int:
    if type(argument) is str:
        return len(argument) >> 6
    return len(argument) if type(argument) in (list, Context) else 0


def _by_place(run: Run, signature: Signature, arguments: Sequence[Any]) -> list[Any] | None:
    parameters = signature.parameters
    if signature.variadic:
        return _with_rest(run, signature, arguments)
    if len(arguments) > len(parameters):
        return None
    arranged = []
    for parameter, argument in zip(parameters, arguments, strict=False):
        fitted = _fit(run, parameter, argument)
        if fitted is _MISFIT:
            return None
        arranged.append(fitted)
    for parameter in parameters[len(arguments) :]:
        if not parameter.optional:
            return None
        arranged.append(None)
    return arranged


def _with_rest(run: Run, signature: Signature, arguments: Sequence[Any]) -> list[Any] | None:
    count = len(signature.parameters) - 1
    if len(arguments) <= count:
        return None
    first = [_fit(run, *pair) for pair in zip(signature.parameters, arguments[:count], strict=False)]
    rest = [_fit(run, signature.parameters[-1], argument) for argument in arguments[count:]]
    return None if any(value is _MISFIT for value in (*first, *rest)) else [*first, rest]


def _by_name(
    run: Run, signature: Signature, arguments: Sequence[Any], names: tuple[str, ...]
) -> list[Any] | None:
    given = dict(zip(names, arguments, strict=True))
    if len(given) != len(names):
        return None
    if given.keys() - {parameter.name for parameter in signature.parameters}:
        return None
    arranged = []
    for parameter in signature.parameters:
        if parameter.name not in given and not parameter.optional:
            return None
        fitted = _fit(run, parameter, given.get(parameter.name))
        if fitted is _MISFIT:
            return None
        arranged.append(fitted)
    return [*arranged[:-1], [arranged[-1]]] if signature.variadic else arranged


def _fit(run: Run, parameter: Parameter, value: Any) -> Any:  # noqa: PLR0911 one way out for each rule of conversion
    """The value as the parameter takes it, or _MISFIT."""
    if parameter.declared is not None:
        coerced = coerce(run, value, parameter.declared)
        return _MISFIT if coerced is None and value is not None else coerced
    accepts = parameter.accepts
    if not accepts or type(value) in accepts:
        return value
    if value is None:
        return None if parameter.optional else _MISFIT
    if type(value) is list and len(value) == 1 and type(value[0]) in accepts:
        return value[0]
    if list in accepts and type(value) is not list:
        return [value]
    if DateTime in accepts and type(value) is Date:
        return as_date_time(value)
    return _MISFIT
