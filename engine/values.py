"""Values between FEEL and the rows: variables are plain JSON, moments are text with their offset."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import orjson

from engine.errors import NotAllowed

LARGEST_EXACT = 2**53


def to_json(value: Any) -> Any:
    """A FEEL or Python value as plain JSON: whole numbers as int, others as float, dates as ISO text.

    Raises `NotAllowed` for anything that JSON cannot hold, so that it never reaches a state or a row.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return _as_text(value)


def json_text(value: Any) -> str:
    """The one way a JSON value is written into rows and hashes: keys sorted, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _number(value: int | float | Decimal) -> int | float:  # noqa: PYI041  # mypy tells them apart below
    if isinstance(value, float | Decimal):
        if not -LARGEST_EXACT < value < LARGEST_EXACT:  # NaN too is not between them
            raise _too_large()
        return int(value) if value == int(value) else float(value)
    if abs(value) > LARGEST_EXACT:
        raise _too_large()
    return value


def _too_large() -> NotAllowed:
    return NotAllowed("Số quá lớn để làm biến.", "The number is too large for a variable.")


def _as_text(value: Any) -> str:
    # FEEL's own durations and ranges have no JSON form; their FEEL text is kept.
    text = str(value)
    if type(value).__module__.partition(".")[0] == "feel":
        return text
    raise NotAllowed(
        f"Giá trị kiểu {type(value).__name__} không thể làm biến.",
        f"A value of type {type(value).__name__} cannot be a variable.",
    )
