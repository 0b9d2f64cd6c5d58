"""What comes of a play: which tasks came to whom, by when, who was told, and how everything ended. Plain values.

An outcome names offices by the handles of plays, so that one house's can be compared with another's.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definition_tables import process_definition
from engine.definitions import Steps
from engine.tables import instance, task
from notifications.inbox_channel import INBOX
from notifications.tables import outbox
from workflows.deadlines import ZONE
from workflows.offices import offices

Outcome = Mapping[str, Any]
TASKS, TOLD, ENDED = "tasks", "told", "ended"


def outcome_of(session: Session) -> Outcome:
    """Everything that counts in the store of a play, in the order it came."""
    return {TASKS: _tasks(session), TOLD: _told(session), ENDED: _ended(session)}


def _tasks(session: Session) -> list[dict[str, Any]]:
    steps = Steps(session)
    rows = session.execute(
        sa.select(task, instance.c.definition_key, process_definition.c.process_id)
        .join(instance, instance.c.key == task.c.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .order_by(task.c.key)
    ).all()
    words = offices(session, {row.candidate_group for row in rows if row.candidate_group})
    return [
        {
            "process": row.process_id,
            "element": row.element,
            "office": row.candidate_group or "",
            "due": _text(row.due_at),
            "status": row.status,
            "name": steps.words(row.definition_key, row.element),
            "office_name": dict(words.get(row.candidate_group, {"vi": "–", "en": "–"})),
        }
        for row in rows
    ]


def _told(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        sa.select(outbox).where(outbox.c.channel == INBOX).order_by(outbox.c.created_at, outbox.c.key)
    ).all()
    words = offices(session, {row.recipient for row in rows})
    return [
        {
            "rule": row.rule,
            "office": row.recipient,
            "at": _text(row.created_at),
            "office_name": dict(words[row.recipient]),
        }
        for row in rows
    ]


def _ended(session: Session) -> list[dict[str, Any]]:
    steps = Steps(session)
    rows = session.execute(
        sa.select(instance, process_definition.c.process_id)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .order_by(instance.c.key)
    )
    return [
        {
            "process": row.process_id,
            "unit": row.owner,
            "status": row.status,
            "name": dict(steps.process_words(row.definition_key)),
        }
        for row in rows
    ]


def _text(moment: Any) -> str | None:
    return None if moment is None else moment.astimezone(ZONE).isoformat(timespec="minutes")
