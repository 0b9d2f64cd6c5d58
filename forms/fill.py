"""From what a page posts to answers, and the page's own buttons for adding and removing rows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from forms.form import Field, Form, RowList
from forms.refused import FormRefused
from forms.shape import Answers, clean_text, shaped_value, starting_row, too_many_rows
from forms.words import both

MAX_FIELDS = 10_000
MAX_TOTAL_CHARACTERS = 1_000_000
ROW_NAME = re.compile(r"([A-Za-z0-9_]{1,60})\.(0|[1-9][0-9]{0,3})(?:\.[A-Za-z0-9_]{1,60})?")
OPERATION = re.compile(r"(add):([A-Za-z0-9_]{1,60})|(remove|up):([A-Za-z0-9_]{1,60})\.(0|[1-9][0-9]{0,3})")

Posted = Mapping[str, list[str]]


def answers_from_post(form: Form, pairs: Iterable[tuple[str, str]]) -> Answers:
    """The answers in the posted pairs; rows are counted from 0: `issues.0.summary`.

    Names the form does not know are ignored, gaps between rows close, what is not a number stays as it was
    typed. Raises FormRefused, with a sentence, past the limits that protect the machine.
    """
    posted = _collected(pairs)
    answers: Answers = {field.key: _value(field, posted, field.key) for field in form.fields}
    for rows in form.lists:
        answers[rows.key] = _rows(rows, posted)
    return answers


def apply_operation(form: Form, answers: Mapping[str, Any], operation: str) -> Answers:
    """The answers after a button such as "add:issues", "remove:issues.1" or "up:issues.1".

    Removing a row that is already gone, or moving it, changes nothing. FormRefused for a list that is full, and for a
    button that the form does not have.
    """
    rows, index = _read_operation(form, operation)
    found = list(answers.get(rows.key) or [])
    if index is not None and operation.startswith("up:"):
        return {**answers, rows.key: _moved_up(found, index)}
    if index is not None:
        return {**answers, rows.key: found[:index] + found[index + 1 :]}
    if len(found) >= rows.most:
        raise too_many_rows(rows)
    return {**answers, rows.key: [*found, starting_row(rows)]}


def _moved_up(found: list[Any], index: int) -> list[Any]:
    if not 0 < index < len(found):
        return found
    return [*found[: index - 1], found[index], found[index - 1], *found[index + 1 :]]


def _read_operation(form: Form, operation: str) -> tuple[RowList, int | None]:
    parts = OPERATION.fullmatch(operation)
    lists = {rows.key: rows for rows in form.lists}
    key = (parts[2] or parts[4]) if parts else None
    if parts is None or key not in lists:
        raise FormRefused(
            both(
                "Nút vừa bấm không còn trong biểu mẫu: hãy tải lại trang.",
                "The button you pressed is no longer part of this form: load the page again.",
            )
        )
    return lists[key], None if parts[5] is None else int(parts[5])


def _collected(pairs: Iterable[tuple[str, str]]) -> Posted:
    posted: dict[str, list[str]] = {}
    total = 0
    for count, (name, value) in enumerate(pairs, start=1):
        total += len(name) + len(value)
        if count > MAX_FIELDS or total > MAX_TOTAL_CHARACTERS:
            raise FormRefused(
                both(
                    "Nội dung gửi lên quá lớn: hãy quay lại, rút ngắn hoặc bỏ bớt dòng rồi gửi lại.",
                    "What was sent is too large: go back, shorten it or take out some rows, then send again.",
                )
            )
        posted.setdefault(name, []).append(value)
    return posted


def _rows(rows: RowList, posted: Posted) -> list[Answers]:
    names = (ROW_NAME.fullmatch(name) for name in posted)
    indices = sorted({int(name[2]) for name in names if name and name[1] == rows.key})
    if len(indices) > rows.most:
        raise too_many_rows(rows)
    return [
        {field.key: _value(field, posted, f"{rows.key}.{index}.{field.key}") for field in rows.fields}
        for index in indices
    ]


def _value(field: Field, posted: Posted, name: str) -> Any:
    values = posted.get(name, [])
    if field.kind == "checkbox":
        return any(value not in ("", "false") for value in values)
    if field.kind == "checklist":
        texts = (clean_text(field.label, value) for value in values)
        return [text for text in dict.fromkeys(texts) if text]
    return shaped_value(field, values[-1] if values else None)
