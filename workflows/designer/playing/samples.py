"""Something to begin with in every field that must be answered, so that a play is quick to go through."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from forms.form import Field, Form, Option
from organisation.days import local_day
from workflows.deadlines import ZONE

TEXT = "Nội dung chơi thử."
DAYS_AHEAD = 3

Options = Mapping[str, Sequence[Option]]


def with_samples(form: Form, answers: Mapping[str, Any], options: Options, now: datetime) -> dict[str, Any]:
    """The answers, and samples where a required one is missing."""
    found = dict(answers)
    for field in form.fields:
        found[field.key] = _sampled(field, found.get(field.key), options, now)
    for rows in form.lists:
        found[rows.key] = [
            {**row, **{one.key: _sampled(one, row.get(one.key), options, now) for one in rows.fields}}
            for row in found.get(rows.key) or []
        ]
    return found


def _sampled(field: Field, value: Any, options: Options, now: datetime) -> Any:
    if not field.required or field.carried or value not in (None, "", [], False):
        return value
    return _sample(field, options, now)


def _sample(field: Field, options: Options, now: datetime) -> Any:
    choices = [one.value for one in (options[field.source] if field.source else field.options)]
    if field.kind in ("select", "radio"):
        return choices[0] if choices else None
    if field.kind == "checklist":
        return choices[:1]
    if field.kind == "number":
        least = field.limits.minimum
        return least if isinstance(least, int | float) else 1
    return {
        "checkbox": True,
        "date": (local_day(now) + timedelta(days=DAYS_AHEAD)).isoformat(),
        "datetime": now.astimezone(ZONE).replace(tzinfo=None).isoformat(timespec="minutes"),
        "time": "09:00",
    }.get(field.kind, TEXT if field.limits.pattern is None else "")
