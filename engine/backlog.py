"""How much the engine has before it: what is due and since when, what failed, what is open. A few index reads."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, incident, job, task, timer

MOST_COUNTED = 100_000
"""Counting further would cost more than it tells."""


@dataclass(frozen=True)
class Backlog:
    """Each moment is the earliest due time of what waits, also when that lies ahead; None where nothing waits."""

    timer_due_at: datetime | None
    job_due_at: datetime | None
    failed_jobs: int
    failed_timers: int
    open_incidents: int
    open_tasks: int


def backlog(session: Session) -> Backlog:
    """The engine's backlog now; counts stop at MOST_COUNTED."""
    return Backlog(
        timer_due_at=_earliest(session, timer, "armed"),
        job_due_at=_earliest(session, job, "ready"),
        failed_jobs=_counted(session, job.c.key, job.c.state == "failed"),
        failed_timers=_counted(session, timer.c.key, timer.c.state == "failed"),
        open_incidents=_counted(session, incident.c.key, incident.c.resolved_at.is_(None)),
        open_tasks=_counted(session, task.c.key, OPEN_TASK),
    )


def _earliest(session: Session, table: sa.Table, state: str) -> datetime | None:
    return session.execute(sa.select(sa.func.min(table.c.due_at)).where(table.c.state == state)).scalar()


def _counted(session: Session, key: sa.Column[int], which: sa.ColumnElement[bool]) -> int:
    some = sa.select(key).where(which).limit(MOST_COUNTED).subquery()
    return session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
