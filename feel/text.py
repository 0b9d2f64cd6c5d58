"""A value as the text that `string()` gives: FEEL's own spelling, so that most texts can be read back."""

from decimal import Decimal
from typing import Any

from feel.budget import Meter
from feel.numbers import number_text
from feel.values import Context, Function, Range


def feel_text(value: Any, meter: Meter) -> str:  # noqa: PLR0911 one way out for each kind of value
    """The text of any value; strings stand in quotes. Each part is paid for."""
    meter.spend()
    kind = type(value)
    if value is None:
        return "null"
    if kind is str:
        meter.hold_text(len(value))
        return _quoted(value)
    if kind is list:
        return _joined("[", [feel_text(item, meter) for item in value], "]", meter)
    if kind is Context:
        parts = [f"{_entry_name(name)}: {feel_text(entry, meter)}" for name, entry in value.items()]
        return _joined("{", parts, "}", meter)
    if kind is Range:
        return _range_text(value, meter)
    if kind is Function:
        return f"function({', '.join(parameter.name for parameter in value.signatures[0].parameters)})"
    text = plain_text(value)
    meter.hold_text(len(text))
    return text


def plain_text(value: Any) -> str:
    """The text of a number, boolean, date, time or duration."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return number_text(value) if isinstance(value, Decimal) else str(value)


def _joined(opening: str, parts: list[str], closing: str, meter: Meter) -> str:
    meter.hold_text(sum(len(part) + 2 for part in parts))
    return opening + ", ".join(parts) + closing


def _entry_name(name: str) -> str:
    bare = name.replace(" ", "").replace("_", "")
    return name if bare.isalnum() and not bare[:1].isdigit() else _quoted(name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _range_text(value: Range, meter: Meter) -> str:
    if value.form:
        end = value.high if value.low is None else value.low
        return f"({value.form} {feel_text(end, meter)})"
    opening, closing = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{opening}{feel_text(value.low, meter)}..{feel_text(value.high, meter)}{closing}"
