"""Responses under way and their steps, as the boards show them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.response.rows import KIND, STEP
from workflows.response.tables import OPEN, RUNNING, response, response_step
from workflows.response.words import response_title, step_title
from workflows.subject import Subject

_STEPS = (
    sa.select(
        *(
            response_step.c[name]
            for name in (
                "key",
                "due_at",
                "unit_name",
                "words",
                "position",
                "added_at",
                "instance_key",
                "response_key",
            )
        ),
        *(response.c[name] for name in ("year", "number")),
        response.c.unit_name.label("lead_name"),
    )
    .join(response, response.c.key == response_step.c.response_key)
    # written out, so that both stores see that a partial index answers it
    .where(sa.text(f"response_step.{OPEN.text}"))
)


def _led_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return sa.select(response).where(response.c.unit_key == unit_key, RUNNING)


def _done_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _STEPS.where(response_step.c.unit_key == unit_key)


def _done_for(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """What other units do; what a unit does itself it owes to nobody else."""
    return _STEPS.where(response_step.c.lead_key == unit_key, response_step.c.unit_key != unit_key)


def _response(row: Any, now: datetime) -> Owed:
    """Until it is closed, the debt of whoever is in charge."""
    return Owed(
        subject=str(Subject(KIND, row.key)),
        title=response_title(row),
        from_unit=row.unit_name,
        to_unit="",
        due_at=row.due_at,
        href=f"/responses/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        urgent=True,
    )


def running_line(row: Any, now: datetime) -> Owed:
    """A response on the board of hot spots: with `late_steps` of the row, if there are any."""
    line, late = _response(row, now), row.late_steps
    if not late:
        return line
    title = {
        "vi": f"{line.title['vi']} ({late} bước trễ hạn)",
        "en": f"{line.title['en']} ({late} {'step is' if late == 1 else 'steps are'} late)",
    }
    return replace(line, title=title, late=True)


def _step(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(STEP, row.key)),
        title=step_title(row, row),
        from_unit=row.unit_name,
        to_unit="" if row.unit_name == row.lead_name else row.lead_name,
        due_at=row.due_at,
        href=f"/responses/{row.response_key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        urgent=True,
    )


RESPONSES = (
    Ledger(
        "responses",
        KIND,
        {"vi": "Sự cố dịch vụ phải đóng", "en": "Service incidents to close"},
        owing=_led_by,
        awaited=None,
        line=_response,
    ),
    Ledger(
        "response_steps",
        STEP,
        {"vi": "Bước ứng phó sự cố", "en": "Steps of service incidents"},
        owing=_done_by,
        awaited=_done_for,
        line=_step,
    ),
)
