"""FEEL's answers as plain JSON data, for commands and interfaces."""

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from feel.budget import DEFAULT, Meter
from feel.numbers import CONTEXT
from feel.temporal.durations import DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time, from_python
from feel.text import feel_text
from feel.values import Function, Range

_AS_TEXT = (Date, DateTime, Time, DaysDuration, MonthsDuration)


def to_plain(value: Any) -> Any:  # noqa: PLR0911 one way out for each kind of value
    """What `evaluate` returned as None, bool, int, float, str, list and dict.

    Whole numbers become int; others float, the nearest there is, or text where there is none.
    Dates, times, durations and ranges become their FEEL text ("2026-11-14T10:00:00+07:00", "P3D", "[1..3]"),
    functions "function(a, b)".
    """
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict):
        return {name: to_plain(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [to_plain(item) for item in value]
    if isinstance(value, date | time | datetime):
        return str(from_python(value))
    if isinstance(value, _AS_TEXT):
        return str(value)
    if isinstance(value, Range | Function):
        return feel_text(value, Meter(DEFAULT))
    return value


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value() and value.adjusted() < CONTEXT.prec:
        return int(value)
    nearest = float(value)
    # JSON has no infinity: what no float can hold stays a text.
    return nearest if isfinite(nearest) else str(value.normalize(CONTEXT))
