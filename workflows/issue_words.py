"""The words behind the values kept with an issue: those the report's own form shows for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Form, Option
from organisation.tables import unit
from workflows.task_forms import deployed_form

WHOLE_UNIT = "all"
"""The place of an issue that is about the whole unit."""


def issue_words(
    session: Session, deployment_key: int, form: str, rows: Sequence[Any], unit_name: str
) -> Callable[[str, str], str]:
    """A function (field, value) -> Vietnamese words, those of the form as it was deployed with the report.

    Places and handlers are units by handle, or named areas.
    """
    labels = _labels(deployed_form(session, deployment_key, form))
    handles = {value for row in rows for value in (row.place, row.handler) if value}
    names = {
        found.handle: found.name
        for found in session.execute(
            sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(sorted(handles)))
        )
    }

    def words(field: str, value: str) -> str:
        if field == "place" and value == WHOLE_UNIT:
            return f"Toàn {unit_name[:1].lower()}{unit_name[1:]}"
        if field in {"place", "handler"}:
            return str(names.get(value, value))
        return labels.get(field, {}).get(value, value)

    return words


def _labels(form: Form) -> Mapping[str, Mapping[str, str]]:
    fields = [field for rows in form.lists for field in rows.fields]
    return {field.key: _by_value(field.options) for field in fields}


def _by_value(options: Sequence[Option]) -> dict[str, str]:
    return {option.value: option.label["vi"] for option in options}
