"""Numeric functions (10.3.4.5)."""

import decimal
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from feel.arithmetic import negate
from feel.functions.registry import builtin
from feel.numbers import CONTEXT, ONE, WIDE, ZERO, cut
from feel.run import Run

LEAST_SCALE, LARGEST_SCALE = -6111, 6176


def round_to(number: Decimal, scale: Decimal, rounding: str) -> Decimal | None:
    """The number with that many digits after its point; a negative scale rounds before the point."""
    places = cut(scale)
    if places is None or not LEAST_SCALE <= places <= LARGEST_SCALE:
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return number
    try:
        return CONTEXT.plus(number.quantize(ONE.scaleb(-places, WIDE), rounding, WIDE))
    except DecimalException:
        return None


def or_null(operation: Callable[..., Decimal], *operands: Decimal) -> Decimal | None:
    """The result, or null where the operation has none."""
    try:
        return operation(*operands)
    except DecimalException:
        return None


@builtin("decimal(n: number, scale: number)")
def _decimal(run: Run, number: Decimal, scale: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return round_to(number, scale, decimal.ROUND_HALF_EVEN)


def _rounding(name: str, rounding: str, *signatures: str) -> None:
    """Declares one rounding function."""

    def rounded(run: Run, number: Decimal, scale: Decimal = ZERO) -> Any:  # noqa: ARG001 every built-in takes the run
        return round_to(number, scale, rounding)

    for signature in signatures:
        builtin(f"{name}({signature})")(rounded)


_WITH_SCALE = "n: number, scale: number"

_rounding("floor", decimal.ROUND_FLOOR, "n: number", _WITH_SCALE)
_rounding("ceiling", decimal.ROUND_CEILING, "n: number", _WITH_SCALE)
_rounding("round up", decimal.ROUND_UP, _WITH_SCALE)
_rounding("round down", decimal.ROUND_DOWN, _WITH_SCALE)
_rounding("round half up", decimal.ROUND_HALF_UP, _WITH_SCALE)
_rounding("round half down", decimal.ROUND_HALF_DOWN, _WITH_SCALE)


@builtin("abs(n: number or duration)")
def _abs(run: Run, value: Any) -> Any:  # noqa: ARG001 every built-in takes the run
    if isinstance(value, Decimal):
        return CONTEXT.abs(value)
    turned = negate(value)
    return max(value, turned)


@builtin("modulo(dividend: number, divisor: number)")
def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    """The rest has the divisor's sign: dividend - divisor * floor(dividend / divisor)."""
    rest = or_null(WIDE.remainder, dividend, divisor)
    if rest is None:
        return None
    if rest and rest.is_signed() != divisor.is_signed():
        rest = WIDE.add(rest, divisor)
    return CONTEXT.plus(rest)


@builtin("sqrt(number: number)")
def _sqrt(run: Run, number: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return or_null(CONTEXT.sqrt, number)


@builtin("log(number: number)")
def _log(run: Run, number: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return or_null(CONTEXT.ln, number) if number > 0 else None


@builtin("exp(number: number)")
def _exp(run: Run, number: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return or_null(CONTEXT.exp, number)


@builtin("odd(number: number)")
def _odd(run: Run, number: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return _parity(number, 1)


@builtin("even(number: number)")
def _even(run: Run, number: Decimal) -> Any:  # noqa: ARG001 every built-in takes the run
    return _parity(number, 0)


def _parity(number: Decimal, wanted: int) -> bool | None:
    if number != WIDE.to_integral_value(number):
        return None
    return abs(WIDE.remainder(number, Decimal(2))) == wanted
