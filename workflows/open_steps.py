"""The steps of matters that wait for somebody now: which office, since when, by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Steps
from engine.tables import instance, task
from workflows.offices import offices

Words = Mapping[str, str]


@dataclass(frozen=True)
class OpenStep:
    """A task that is open now. `group` is the office it lies with, as viewers hold it."""

    task_key: int
    group: str
    name: Words
    office: Words
    since: datetime
    due_at: datetime | None


def open_steps(session: Session, instance_keys: Sequence[int]) -> list[OpenStep]:
    """The open tasks of instances, in the order in which they began."""
    query = (
        sa.select(task, instance.c.definition_key)
        .join(instance, instance.c.key == task.c.instance_key)
        .where(task.c.instance_key.in_(sorted(set(instance_keys))), task.c.status == "created")
    )
    # put in order here: asked for it, SQLite goes along the keys of all open tasks
    rows = sorted(session.execute(query), key=lambda row: row.key)
    names, words = Steps(session), offices(session, {row.candidate_group for row in rows})
    return [
        OpenStep(
            task_key=row.key,
            group=row.candidate_group,
            name=names.words(row.definition_key, row.element),
            office=words[row.candidate_group],
            since=row.created_at,
            due_at=row.due_at,
        )
        for row in rows
    ]
