"""Conversion functions without those that make dates (10.3.4.1), `not` (10.3.4.2) and `is` (10.3.4.9)."""

import re
from decimal import DecimalException
from typing import Any

from feel.equality import same
from feel.functions.registry import builtin
from feel.numbers import CONTEXT
from feel.run import Run
from feel.temporal.moments import DateTime, Time
from feel.text import feel_text

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,6})?", re.ASCII)
_GROUPING = (" ", ",", ".")
_POINTS = (".", ",")


@builtin("string(from: any)")
def _string(run: Run, value: Any) -> Any:
    """A string stays as it is; null stays null."""
    return value if value is None or type(value) is str else feel_text(value, run)


@builtin("number(from: string, grouping separator: string?, decimal separator: string?)")
def _number(run: Run, text: str, grouping: str | None, point: str | None) -> Any:  # noqa: ARG001 every built-in takes the run
    if grouping not in (*_GROUPING, None) or point not in (*_POINTS, None):
        return None
    if grouping is not None and grouping == (point or "."):
        return None
    digits = text.replace(grouping, "") if grouping else text
    digits = digits.replace(point, ".") if point else digits
    if not _NUMBER.fullmatch(digits):
        return None
    try:
        return CONTEXT.create_decimal(digits)
    except DecimalException:
        return None


@builtin("not(negand: boolean)")
def _not(run: Run, value: bool) -> Any:  # noqa: ARG001, FBT001 the function of the standard
    return not value


@builtin("is(value1: any, value2: any?)")
def _is(run: Run, one: Any, other: Any) -> Any:
    """The same value of the same type: times must agree in their zone too, not only in the instant."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Time | DateTime):
        return one == other or (
            not _named(one)
            and not _named(other)
            and one.offset == other.offset
            and one.instant == other.instant
        )
    return one is None or same(run, one, other)


def _named(value: Time | DateTime) -> bool:
    return str(value.zone).startswith("@")
