"""The border: Python values in, Python values out.

In: int, float, Decimal, str, bool, None, date, time, datetime, timedelta, lists, tuples and mappings of
these. Out: Decimal for numbers; date, time, datetime where Python can hold them exactly; dict for contexts;
DaysDuration, MonthsDuration, Range and Function as they are.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal, DecimalException
from typing import Any

from feel.budget import Meter
from feel.errors import FeelError, words
from feel.numbers import CONTEXT, number_from
from feel.temporal.durations import DaysDuration, MonthsDuration
from feel.temporal.moments import Date, DateTime, Time, from_python, to_python
from feel.values import Context, Function, Range

_READY = frozenset(
    {str, bool, type(None), Context, Range, Function, Date, Time, DateTime, DaysDuration, MonthsDuration}
)
_ALIKE = frozenset({str, bool, type(None), Decimal, Range, Function, DaysDuration, MonthsDuration})
"""What is the same outside."""
_MAX_DEPTH = 60
_ROUNDED = CONTEXT.plus


def to_feel(value: Any, depth: int = 0) -> Any:
    """A Python value as FEEL's; FeelError where FEEL has no such value or it nests too deep.

    A Context is taken as it is: convert a large value once and pass it many times.
    """
    kind = type(value)
    if kind in _READY:
        return value
    if kind is Decimal:
        return _decimal(value)
    if depth > _MAX_DEPTH:
        raise FeelError(words("Dữ liệu vào lồng nhau quá sâu.", "The data passed in is nested too deeply."))
    if kind is dict:
        return _context(value, depth)
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, list | tuple | set | frozenset):
        return [
            item
            if (own := type(item)) in _READY
            else _context(item, depth + 1)
            if own is dict and depth < _MAX_DEPTH
            else to_feel(item, depth + 1)
            for item in value
        ]
    return _scalar(value)


def _context(value: dict[Any, Any], depth: int) -> Context:
    """The dict as a context; texts and numbers, most of what rows hold, are taken without a call."""
    made = Context()
    try:
        for name, entry in value.items():
            if type(name) is not str:
                return _mapping(value, depth)
            kind = type(entry)
            if kind is str:
                made[name] = entry
            elif kind is Decimal:
                made[name] = _ROUNDED(entry) if entry.is_finite() else None
            else:
                made[name] = entry if kind in _READY else to_feel(entry, depth + 1)
    except DecimalException:
        # a number no FEEL number can hold is among them
        return _mapping(value, depth)
    return made


def _mapping(value: Mapping[Any, Any], depth: int) -> Context:
    return Context((str(name), to_feel(entry, depth + 1)) for name, entry in value.items())


def from_feel(value: Any, meter: Meter, depth: int = 0) -> Any:
    """A FEEL value as Python's; FeelError where it nests deeper than what may be passed in again.

    Each part is paid for: a small value may share its parts a million times.
    """
    kind = type(value)
    if kind in _ALIKE:
        return value
    if kind is not Context and kind is not list:
        return to_python(value)
    if depth > _MAX_DEPTH:
        raise FeelError(words("Kết quả lồng nhau quá sâu.", "The result is nested too deeply."))
    meter.spend(len(value))
    if kind is list:
        return [item if type(item) in _ALIKE else from_feel(item, meter, depth + 1) for item in value]
    if _ALIKE.issuperset(map(type, value.values())):
        return dict(value)
    return {
        name: entry if type(entry) in _ALIKE else from_feel(entry, meter, depth + 1)
        for name, entry in value.items()
    }


def _decimal(value: Decimal) -> Decimal | None:
    if not value.is_finite():
        return None
    try:
        return CONTEXT.plus(value)
    except DecimalException:
        return None


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return _decimal(Decimal(value))
    if isinstance(value, int | float):
        return number_from(value)
    if isinstance(value, date | time):
        return from_python(value)
    if isinstance(value, timedelta):
        return DaysDuration(round(value / timedelta(microseconds=1)) * 1000)
    name = type(value).__name__
    raise FeelError(words(f"FEEL không có giá trị kiểu {name}.", f"FEEL has no value of type {name}."))
