"""How built-ins are declared: a signature as the standard prints it, above a Python function.

`@builtin("substring(string: string, start position: number, length: number?)")`: a question mark makes a
parameter optional (null may be given too); `*` before the last name takes all arguments left, as a list.
Arguments of a wrong type make the call null before the function is reached, as the standard demands, and a
list of one item stands for its item.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from feel.temporal.durations import DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time
from feel.values import Context, Function, Parameter, Range, Signature

BUILTINS: dict[str, Function] = {}
"""Every built-in by its name."""

_ACCEPTS: dict[str, frozenset[type]] = {
    "any": frozenset(),
    "number": frozenset({Decimal}),
    "string": frozenset({str}),
    "boolean": frozenset({bool}),
    "list": frozenset({list}),
    "context": frozenset({Context}),
    "function": frozenset({Function}),
    "range": frozenset({Range}),
    "date": frozenset({Date}),
    "time": frozenset({Time}),
    "date and time": frozenset({DateTime}),
    "day": frozenset({Date, DateTime}),
    "clock": frozenset({Time, DateTime}),
    "duration": frozenset({DaysDuration, MonthsDuration}),
    "days duration": frozenset({DaysDuration}),
    "months duration": frozenset({MonthsDuration}),
    "point": frozenset({Decimal, str, Date, Time, DateTime, DaysDuration, MonthsDuration}),
    "number or duration": frozenset({Decimal, DaysDuration, MonthsDuration}),
}

Body = TypeVar("Body", bound=Callable[..., Any])


def builtin(written: str) -> Callable[[Body], Body]:
    """Declares one way to call a built-in; the body gets the run first, then the arguments."""
    name, _, rest = written.removesuffix(")").partition("(")
    parts = [part.strip() for part in rest.split(",") if part.strip()]

    def register(body: Body) -> Body:
        variadic = bool(parts) and parts[-1].startswith("*")
        signature = Signature(tuple(_parameter(part) for part in parts), body, variadic, metered=True)
        earlier = BUILTINS[name].signatures if name in BUILTINS else ()
        BUILTINS[name] = Function(name, (*earlier, signature))
        return body

    return register


def _parameter(written: str) -> Parameter:
    name, _, kind = written.lstrip("*").partition(":")
    kind = kind.strip()
    return Parameter(name.strip(), _ACCEPTS[kind.removesuffix("?")], optional=kind.endswith("?"))
