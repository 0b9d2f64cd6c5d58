"""An answer as words to read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from forms.form import Field
from forms.numbers import shown_number
from forms.words import PHRASES, phrase

Choices = Sequence[tuple[str, str]]


def shown_answer(field: Field, value: Any, choices: Choices, language: str) -> str:
    """The answer in a language; "" where there is none. A choice no longer listed shows its value and says so."""
    if value in (None, "", []):
        return ""
    shown = _SHOWN.get(field.kind)
    return str(value) if shown is None else shown(field, value, choices, language)


def _tick(_field: Field, value: Any, _choices: Choices, language: str) -> str:
    return PHRASES["yes" if value else "no"][language]


def _chosen(_field: Field, value: Any, choices: Choices, language: str) -> str:
    known = dict(choices)
    values = value if isinstance(value, list) else [value]
    return ", ".join(known.get(one) or phrase("not_listed", value=one)[language] for one in values)


def _number(field: Field, value: Any, _choices: Choices, language: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    shown = shown_number(value, language)
    words = field.counted_one if value == 1 else field.counted
    return shown if words is None else f"{shown} {words[language]}"


def _day(_field: Field, value: Any, _choices: Choices, _language: str) -> str:
    written = str(value)
    try:
        if "T" in written:
            return datetime.fromisoformat(written).strftime("%d/%m/%Y %H:%M")
        return date.fromisoformat(written).strftime("%d/%m/%Y")
    except ValueError:
        return written


_SHOWN: Mapping[str, Callable[[Field, Any, Choices, str], str]] = {
    "checkbox": _tick,
    "select": _chosen,
    "radio": _chosen,
    "checklist": _chosen,
    "number": _number,
    "date": _day,
    "datetime": _day,
}
