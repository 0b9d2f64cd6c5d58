"""FEEL's numbers: decimals of 34 digits, rounded half to even (DMN 1.5, 10.3.2.3.1; IEEE 754 decimal128)."""

import decimal
from decimal import Decimal

from feel.errors import FeelError, words
from feel.lexer import Token

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""Shared by all: arithmetic is called on it, never through the thread's own context."""

WIDE = decimal.Context(
    prec=7_000,
    Emin=-99_999,
    Emax=99_999,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""For rounding to a scale, which may need more digits than a number keeps."""

ZERO = Decimal(0)
ONE = Decimal(1)
_LARGEST_WHOLE = Decimal(10) ** 18


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """The power; anything to the power of zero is 1. DecimalException where there is no number."""
    if not exponent:
        return ONE
    result = CONTEXT.power(base, exponent)
    if not result.is_finite():
        raise decimal.DivisionByZero
    return result


def written_number(token: Token) -> Decimal:
    """The value of a number token."""
    try:
        return CONTEXT.create_decimal(token.text)
    except decimal.DecimalException:
        message = words(f"Số “{token.text}” quá lớn.", f"The number “{token.text}” is too large.")
        raise FeelError(message, token.start, token.end) from None


def number_from(value: float) -> Decimal | None:
    """A Python int or float as a number; None where FEEL has no such number (infinity, NaN)."""
    try:
        made = CONTEXT.create_decimal(repr(value) if isinstance(value, float) else value)
    except decimal.DecimalException:
        return None
    return made if made.is_finite() else None


def whole(value: Decimal) -> int | None:
    """The int a number stands for, if it is whole and of a size one can count with."""
    if abs(value) > _LARGEST_WHOLE:
        return None
    cut = int(value)
    return cut if cut == value else None


def cut(value: Decimal) -> int | None:
    """The int nearer to zero, for positions and scales; None past any size one can count with."""
    return None if abs(value) > _LARGEST_WHOLE else int(value)


def number_text(value: Decimal) -> str:
    """Digits without an exponent and without trailing zeros."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
