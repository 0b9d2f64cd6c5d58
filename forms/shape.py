"""The shape of answers: every field has its place, whoever sent them.

Text, choice and date are a str ("" is no answer); a number is int or float, None for no answer, and stays a
str where it could not be read; a checkbox is a bool; a checklist is a list of str; a list of rows is a list
of dicts; a text that an earlier form asked in its place is one row. All of it is plain JSON.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from forms.form import TEXTS, Field, Form, RowList
from forms.numbers import MOST_DIGITS, parse_number
from forms.refused import FormRefused
from forms.words import Words, both

MAX_CHARACTERS = 20_000

Answers = dict[str, Any]


def starting_answers(form: Form) -> Answers:
    """What a new report begins with: the form's own defaults and first rows."""
    answers: Answers = {field.key: starting(field) for field in form.fields}
    for rows in form.lists:
        answers[rows.key] = [starting_row(rows) for _ in range(rows.start)]
    return answers


def starting_row(rows: RowList) -> Answers:
    """A new row."""
    return {field.key: starting(field) for field in rows.fields}


def starting(field: Field) -> Any:
    """The default of a field, or no answer where the form gives none that fits."""
    try:
        return field.blank if field.default is None else shaped_value(field, field.default)
    except FormRefused:
        return field.blank


def is_empty_row(rows: RowList, row: Mapping[str, Any]) -> bool:
    """Whether nobody has written anything in it: each answer is blank or as it was at the start."""
    return all(row.get(field.key) in (None, field.blank, starting(field)) for field in rows.fields)


def shaped(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The answers with every field in its place; unknown names are left out.

    Raises FormRefused where a value has the wrong type or goes past a limit that protects the machine.
    """
    found = {field.key: shaped_value(field, answers.get(field.key)) for field in form.fields}
    return found | {rows.key: _shaped_rows(rows, answers.get(rows.key)) for rows in form.lists}


def rows_of(rows: RowList, value: Any) -> Any:
    """What was answered to a list. A text, from a form that asked for one before, is its only row."""
    if value is None or value == "":
        return []
    asks_text = any(field.key == rows.title and field.kind in TEXTS for field in rows.fields)
    return [{rows.title: value}] if isinstance(value, str) and asks_text else value


def _shaped_rows(rows: RowList, answered: Any) -> list[Answers]:
    value = rows_of(rows, answered)
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise FormRefused(both(**_WRONG_SHAPE, label=rows.row))
    if len(value) > rows.most:
        raise too_many_rows(rows)
    return [{field.key: shaped_value(field, row.get(field.key)) for field in rows.fields} for row in value]


def shaped_value(field: Field, value: Any) -> Any:
    """One answer in its plain form; FormRefused where it is of another type or far too long."""
    if value is None or value == "":
        return field.blank
    if field.kind == "checkbox" and isinstance(value, bool):
        return value
    if field.kind == "checklist" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [clean_text(field.label, one) for one in value[:MAX_CHARACTERS]]
    if field.kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return _number(field, value)
    if field.kind not in ("checkbox", "checklist") and isinstance(value, str):
        return _written(field, clean_text(field.label, value))
    raise FormRefused(both(**_WRONG_SHAPE, label=field.label))


def _written(field: Field, text: str) -> Any:
    if field.kind == "number":
        number = parse_number(text)
        return (text or None) if number is None else number
    return text


def _number(field: Field, value: float) -> float:
    if not abs(value) < 10**MOST_DIGITS:
        raise FormRefused(both(**_WRONG_SHAPE, label=field.label))
    return value


def clean_text(label: Words, text: str) -> str:
    """The text with one kind of line end, composed letters (ế as one sign) and no control characters."""
    if len(text) > MAX_CHARACTERS:
        raise FormRefused(
            both(
                "“{label}” dài {count} ký tự, máy chỉ nhận tối đa {most}: hãy quay lại và rút ngắn.",
                "“{label}” has {count} characters, at most {most} can be taken: go back and shorten it.",
                label=label,
                count=len(text),
                most=MAX_CHARACTERS,
            )
        )
    return plain_text(text).strip()


def plain_text(text: str) -> str:
    """One kind of line end, composed letters, nothing that controls: no escapes, no turning of the direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", lines))


# What takes no room on the page: zero-width space, word joiner and its kin, byte order mark. The joiners stay: emoji
# and other scripts need them.
_UNSEEN = ((0x200B, 0x200C), (0x2060, 0x2065), (0xFEFF, 0xFF00))
# The controls of ASCII and Latin-1 but tab and new line, halves of pairs, and Unicode's embeddings, overrides and
# isolates, which can make a line read backwards.
_RANGES = ((0, 9), (11, 32), (0x7F, 0xA0), (0xD800, 0xE000), (0x202A, 0x202F), (0x2066, 0x206A), *_UNSEEN)
_LEFT_OUT = re.compile("[" + "".join(f"\\U{first:08x}-\\U{end - 1:08x}" for first, end in _RANGES) + "]")


def too_many_rows(rows: RowList) -> FormRefused:
    """The refusal of one row more than the list takes."""
    return FormRefused(
        both(
            "Danh sách chỉ nhận tối đa {most} dòng: hãy gộp bớt.",
            "The list takes at most {most} rows: join some of them.",
            most=rows.most,
        )
    )


_WRONG_SHAPE = {
    "vi": "Nội dung gửi lên cho “{label}” không đúng kiểu: hãy tải lại trang rồi điền lại ô này.",
    "en": "What was sent for “{label}” is of the wrong kind: load the page again and fill this in once more.",
}
