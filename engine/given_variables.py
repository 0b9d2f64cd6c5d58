"""Variables that come from outside: checked before they come near an instance."""

from collections.abc import Iterator
from typing import Any

from engine.errors import NotAllowed
from engine.values import json_text, to_json

MOST_BYTES = 32_000
"""Variables hold ids and routing values; what is larger belongs into a table of its own."""
DEEPEST = 50
FORBIDDEN_NAME = "typename"


def given_variables(value: Any) -> dict[str, Any]:
    """What a stranger sent, as variables. None is none. Raises `NotAllowed` with what to change."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotAllowed("Các biến phải là một đối tượng JSON.", "The variables must be a JSON object.")
    for name, text in _texts(value, DEEPEST):
        _check(name, text)
    try:
        found: dict[str, Any] = to_json(value)
        size = len(json_text(found).encode())
    except (TypeError, ValueError) as error:  # half a character, for one
        raise NotAllowed("Các biến không phải JSON hợp lệ.", "The variables are not valid JSON.") from error
    if size > MOST_BYTES:
        raise NotAllowed(
            f"Các biến có {size} byte, nhiều nhất là {MOST_BYTES}. Chỉ gửi mã và giá trị định tuyến.",
            f"The variables have {size} bytes, at most {MOST_BYTES}. Send ids and routing values only.",
        )
    return found


def _check(name: str, text: str) -> None:
    if name == FORBIDDEN_NAME:
        raise NotAllowed(f"Biến không được tên là “{name}”.", f"No variable may be named “{name}”.")
    if "\0" in name or "\0" in text:
        raise NotAllowed("Các biến có ký tự số 0.", "The variables contain a zero character.")


def _texts(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Every name with its text, at any depth."""
    if depth == 0:
        raise NotAllowed("Các biến lồng quá sâu.", "The variables are nested too deeply.")
    if isinstance(value, dict):
        for name, item in value.items():
            yield str(name), ""
            yield from _texts(item, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, depth - 1)
    elif isinstance(value, str):
        yield "", value
