"""An answer as words to read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from forms.form import Field
from forms.numbers import shown_number
from forms.words import PHRASES, phrase


def shown_answer(field: Field, value: Any, choices: Sequence[tuple[str, str]], language: str) -> str:
    """The answer in a language; "" where there is none. A choice no longer listed shows its value and says so."""
    if value in (None, "", []):
        return ""
    if field.kind == "checkbox":
        return PHRASES["yes" if value else "no"][language]
    if field.kind in ("select", "radio"):
        return _choice(str(value), choices, language)
    if field.kind == "checklist":
        return ", ".join(_choice(str(one), choices, language) for one in value)
    if field.kind == "number":
        return _number(field, value, language)
    if field.kind in ("date", "datetime"):
        return _day(str(value))
    return str(value)


def _choice(value: str, choices: Sequence[tuple[str, str]], language: str) -> str:
    known = dict(choices)
    return known.get(value) or phrase("not_listed", value=value)[language]


def _number(field: Field, value: Any, language: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    shown = shown_number(value, language)
    words = field.counted_one if value == 1 else field.counted
    return shown if words is None else f"{shown} {words[language]}"


def _day(value: str) -> str:
    try:
        if "T" in value:
            return datetime.fromisoformat(value).strftime("%d/%m/%Y %H:%M")
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value
