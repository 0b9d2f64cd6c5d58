"""The way of a matter so far: who held it from when to when, how each step ended, and which are open now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Steps
from engine.tables import OPEN_TASK, instance, task
from workflows.offices import offices

Words = Mapping[str, str]


@dataclass(frozen=True)
class Event:
    """One step: its name, the office it lay with, since when and until when (None: still), and how it ended.

    `group` is that office as a candidate group. `ended` is created, completed or cancelled, as the engine says it.
    `late`: done after its due date.
    """

    task_key: int
    element: str
    step: Words
    office: Words
    since: datetime
    until: datetime | None
    due_at: datetime | None
    ended: str
    group: str = ""

    @property
    def late(self) -> bool:
        """Whether it was ended after it was due."""
        return self.due_at is not None and self.until is not None and self.until > self.due_at


def story(session: Session, instance_keys: Sequence[int]) -> list[Event]:
    """The steps of instances, in the order in which they began."""
    return _events(session, _of(instance_keys))


def open_steps(session: Session, instance_keys: Sequence[int]) -> list[Event]:
    """Those of them that wait for somebody now."""
    return _events(session, _of(instance_keys).where(OPEN_TASK))


def _of(instance_keys: Sequence[int]) -> sa.Select[Any]:
    return (
        sa.select(task, instance.c.definition_key)
        .join(instance, instance.c.key == task.c.instance_key)
        .where(task.c.instance_key.in_(sorted(set(instance_keys))))
    )


def _events(session: Session, query: sa.Select[Any]) -> list[Event]:
    # put in order here: asked for it, SQLite goes along the keys of all open tasks
    rows = sorted(session.execute(query), key=lambda row: (row.created_at, row.key))
    steps, words = (
        Steps(session),
        offices(session, {row.candidate_group for row in rows if row.candidate_group}),
    )
    return [
        Event(
            task_key=row.key,
            element=row.element,
            step=steps.words(row.definition_key, row.element),
            office=words.get(row.candidate_group, {"vi": "", "en": ""}),
            since=row.created_at,
            until=row.ended_at,
            due_at=row.due_at,
            ended=row.status,
            group=row.candidate_group or "",
        )
        for row in rows
    ]
