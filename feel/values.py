"""The values of FEEL (DMN 1.5, 10.3.2): what is not a plain Python Decimal, str, bool, list or None."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from feel.temporal.durations import DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time


class Context(dict[str, Any]):
    """A FEEL context: names with values, all of them already FEEL values. Never changed once given away."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`.

    `form` tells how it was written: empty for `[low..high]`, else the sign of `(< high)`, `(= both)` and so
    on. The standard keeps these apart: `(> 10)` has no upper end, `(10..null)` has one that is unknown.
    """

    low: Any
    high: Any
    low_included: bool
    high_included: bool
    form: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function; `accepts` is empty where any value will do."""

    name: str
    accepts: frozenset[type] = frozenset()
    optional: bool = False
    declared: Any = None
    """The FEEL type of a parameter that an expression or a model declares."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function."""

    parameters: tuple[Parameter, ...]
    apply: Callable[..., Any]
    """Called with the run, then the arguments in the order of the parameters."""
    variadic: bool = False
    """The last parameter takes all arguments that are left, as a list."""
    metered: bool = False
    """The call costs steps for every item and character of its arguments."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value: a built-in, a lambda of an expression, or a business knowledge model."""

    name: str
    signatures: tuple[Signature, ...]


KINDS: dict[type, str] = {
    type(None): "null",
    Decimal: "number",
    str: "string",
    bool: "boolean",
    list: "list",
    Context: "context",
    Range: "range",
    Function: "function",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
}


def kind(value: Any) -> str:
    """The name of a FEEL value's type, as the standard writes it."""
    return KINDS[type(value)]
