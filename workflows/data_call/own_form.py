"""The form that a call asks its units to answer: made of the caller's own questions, or a form that is deployed.

The call keeps the form-js schema as it was when it was sent, so a later version of a form changes no open call.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from forms.form import Form, Option
from forms.schema import load_form
from workflows.data_call.tables import data_call, data_call_part

ANSWER = "answer_data_call"
"""The form's id, whatever it asks: what stands behind it is the same."""
KINDS: Mapping[str, Mapping[str, str]] = {
    "text": {"vi": "Chữ", "en": "Text"},
    "number": {"vi": "Số", "en": "Number"},
    "yes_no": {"vi": "Có hoặc không", "en": "Yes or no"},
    "date": {"vi": "Ngày", "en": "Date"},
    "choice": {"vi": "Chọn một", "en": "One of several"},
}
YES_NO = (("yes", "Có", "Yes"), ("no", "Không", "No"))
LONGEST_ANSWER = 4000
_FORM = (
    sa.select(data_call.c.key, data_call.c.form)
    .join(data_call_part, data_call_part.c.call_key == data_call.c.key)
    .where(data_call_part.c.key == sa.bindparam("part"))
)


def form_of_part(session: Session, part_key: int) -> Form:
    """The form that one unit of a call answers."""
    row = session.execute(_FORM, {"part": part_key}).one()
    return form_of(row.form)


def asked_in(session: Session, task_key: int) -> bytes | None:
    """The same as the file that programs are given, by one of the tasks of that unit. None for any other task."""
    query = (
        sa.select(data_call.c.form)
        .join(data_call_part, data_call_part.c.call_key == data_call.c.key)
        .join(task, task.c.instance_key == data_call_part.c.instance_key)
        .where(task.c.key == task_key)
    )
    asked = session.execute(query).scalar_one_or_none()
    return None if asked is None else orjson.dumps(asked)


def form_of(schema: Mapping[str, Any]) -> Form:
    """A kept schema as a form."""
    return _loaded(orjson.dumps(schema))


@lru_cache(maxsize=64)
def _loaded(content: bytes) -> Form:
    return load_form(content)


def schema_of(title: str, questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The form-js schema of the caller's own questions, in their order."""
    parts = [_component(f"q{place}", question) for place, question in enumerate(questions, 1)]
    return {
        "schemaVersion": 19,
        "type": "default",
        "id": ANSWER,
        "properties": {"title_vi": title, "title_en": title},
        "components": parts,
    }


def as_answer(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a deployed form as the form of a call."""
    return {**schema, "id": ANSWER}


def choices_in(text: str) -> list[str]:
    """The choices of a question, one on each line."""
    return list(dict.fromkeys(line for one in text.splitlines() if (line := " ".join(one.split()))))


def _component(key: str, question: Mapping[str, Any]) -> dict[str, Any]:
    """The caller writes one language; both versions of the page show his words."""
    label = question["label"].strip()
    part: dict[str, Any] = {
        "id": f"Field_{key}",
        "key": key,
        "label": label,
        "validate": {"required": bool(question.get("required"))},
        "properties": {"label_en": label},
    }
    if hint := (question.get("hint") or "").strip():
        part["description"] = hint
        part["properties"]["description_en"] = hint
    return part | _OF_KIND[question["kind"]](part, question)


def _text(part: Mapping[str, Any], _question: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "textarea", "validate": {**part["validate"], "maxLength": LONGEST_ANSWER}}


def _number(_part: Mapping[str, Any], _question: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "number", "layout": {"columns": 8}}


def _yes_no(part: Mapping[str, Any], _question: Mapping[str, Any]) -> dict[str, Any]:
    return _radio(part, YES_NO)


def _date(part: Mapping[str, Any], _question: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "datetime",
        "subtype": "date",
        "dateLabel": part["label"],
        "layout": {"columns": 8},
    }


def _choice(part: Mapping[str, Any], question: Mapping[str, Any]) -> dict[str, Any]:
    named = choices_in(question.get("choices") or "")
    return _radio(part, [(f"c{place}", words, words) for place, words in enumerate(named, 1)])


def _radio(part: Mapping[str, Any], options: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    english = {f"option_{value}_en": words for value, _vi, words in options}
    return {
        "type": "radio",
        "values": [{"value": value, "label": words} for value, words, _en in options],
        "properties": {**part["properties"], **english},
    }


_OF_KIND = {"text": _text, "number": _number, "yes_no": _yes_no, "date": _date, "choice": _choice}


def offered(forms: Sequence[Form]) -> list[Option]:
    """Those of the forms that may be sent to any unit: they take no choices and no numbers from anywhere."""
    return [Option(form.id, form.title) for form in forms if not form.sources and not _takes_along(form)]


def _takes_along(form: Form) -> bool:
    rows = (one for listed in form.lists for one in listed.fields)
    return any(one.carried or one.prefill is not None for one in (*form.fields, *rows))
