"""The elements that an instance has been at: its tasks, what waits, what it called, and what the history tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from engine.history_tables import history
from engine.message_tables import message_correlation, message_subscription
from engine.tables import fanout, incident, job, task, timer, worker_job
from web.v2 import element_keys

State = Literal["ACTIVE", "COMPLETED", "TERMINATED"]

MOST = 2000
"""Of a very long instance, the newest are told."""

_OF_JOBS: dict[str, State] = {
    "created": "ACTIVE",
    "failed": "ACTIVE",
    "completed": "COMPLETED",
    "error_thrown": "TERMINATED",
    "canceled": "TERMINATED",
}
_OF_TASKS: dict[str, State] = {"created": "ACTIVE", "completed": "COMPLETED", "cancelled": "TERMINATED"}
_DONE = ("timer fired", "job done", "error caught")


@dataclass(frozen=True)
class ElementRow:
    """One visit of an instance to an element."""

    key: int
    element: str
    state: State
    started_at: datetime
    ended_at: datetime | None = None
    incident_key: int | None = None


def elements_of(session: Session, instance_key: int, started_at: datetime) -> list[ElementRow]:
    """Every visit that is known, oldest first.

    When waiting work began is not kept: it is told as the start of the instance, `started_at`.
    """
    told = session.execute(
        sa.select(history.c.seq, history.c.at, history.c.element, history.c.what)
        .where(history.c.instance_key == instance_key)
        .order_by(history.c.seq)
    ).all()
    found = [
        *_tasks(session, instance_key),
        *_waiting(session, instance_key, started_at),
        *_for_workers(session, instance_key),
        *_for_messages(session, instance_key),
        *_called(session, instance_key, started_at, told),
        *(
            ElementRow(element_keys.of_event(instance_key, row.seq), row.element, "COMPLETED", row.at, row.at)
            for row in told
            if row.what in _DONE
        ),
    ]
    return sorted(found, key=lambda row: (row.started_at, row.key))[-MOST:]


def instance_of(session: Session, element_key: int) -> int | None:
    """The instance that an element instance belongs to."""
    kind, key = element_keys.split(element_key)
    if kind == element_keys.EVENT:
        return element_keys.instance_of_event(element_key)
    tables = {
        element_keys.TASK: task,
        element_keys.JOB: job,
        element_keys.TIMER: timer,
        element_keys.FAN: fanout,
        element_keys.WORKER_JOB: worker_job,
    }
    if kind == element_keys.SUBSCRIPTION:
        return _instance_of_subscription(session, key)
    if kind not in tables:
        return None
    table = tables[kind]
    return session.execute(sa.select(table.c.instance_key).where(table.c.key == key)).scalar()


def _tasks(session: Session, instance_key: int) -> Iterator[ElementRow]:
    rows = session.execute(sa.select(task).where(task.c.instance_key == instance_key))
    for row in rows:
        key = element_keys.of_task(row.key)
        yield ElementRow(key, row.element, _OF_TASKS[row.status], row.created_at, row.ended_at)


def _waiting(session: Session, instance_key: int, started_at: datetime) -> Iterator[ElementRow]:
    """Work that is to be done, and events that are to come."""
    open_incidents = session.execute(
        sa.select(incident.c.key, incident.c.job_key, incident.c.timer_key).where(
            incident.c.instance_key == instance_key, incident.c.resolved_at.is_(None)
        )
    ).all()
    failed_jobs = {row.job_key: row.key for row in open_incidents}
    failed_timers = {row.timer_key: row.key for row in open_incidents}
    jobs = sa.select(job.c.key, job.c.element).where(
        job.c.instance_key == instance_key, job.c.kind.like("service:%")
    )
    for row in session.execute(jobs):
        key = element_keys.of_job(row.key)
        yield ElementRow(key, row.element, "ACTIVE", started_at, incident_key=failed_jobs.get(row.key))
    timers = sa.select(timer.c.key, timer.c.element).where(timer.c.instance_key == instance_key)
    for row in session.execute(timers):
        key = element_keys.of_timer(row.key)
        yield ElementRow(key, row.element, "ACTIVE", started_at, incident_key=failed_timers.get(row.key))


def _for_workers(session: Session, instance_key: int) -> Iterator[ElementRow]:
    """Service tasks that outside workers do."""
    query = (
        sa.select(worker_job, incident.c.key.label("incident_key"))
        .outerjoin(
            incident,
            sa.and_(incident.c.worker_job_key == worker_job.c.key, incident.c.resolved_at.is_(None)),
        )
        .where(worker_job.c.instance_key == instance_key)
    )
    for row in session.execute(query):
        key = element_keys.of_worker_job(row.key)
        yield ElementRow(
            key, row.element, _OF_JOBS[row.state], row.created_at, row.ended_at, row.incident_key
        )


def _for_messages(session: Session, instance_key: int) -> Iterator[ElementRow]:
    """What waits for a message, and what has met one."""
    waiting = sa.select(message_subscription).where(message_subscription.c.instance_key == instance_key)
    for row in session.execute(waiting):
        yield ElementRow(element_keys.of_subscription(row.key), row.element, "ACTIVE", row.created_at)
    met = sa.select(message_correlation).where(message_correlation.c.instance_key == instance_key)
    for row in session.execute(met):
        key = element_keys.of_subscription(row.subscription_key)
        yield ElementRow(key, row.element, "COMPLETED", row.correlated_at, row.correlated_at)


def _instance_of_subscription(session: Session, key: int) -> int | None:
    for table, column in (
        (message_subscription, message_subscription.c.key),
        (message_correlation, message_correlation.c.subscription_key),
    ):
        found = session.execute(sa.select(table.c.instance_key).where(column == key)).scalar()
        if found is not None:
            return int(found)
    return None


def _called(
    session: Session, instance_key: int, started_at: datetime, told: Sequence[Any]
) -> Iterator[ElementRow]:
    """Call activities; the history tells when they opened, in the order of their rows, and when all had come."""
    rows = session.execute(
        sa.select(fanout.c.key, fanout.c.element, fanout.c.status)
        .where(fanout.c.instance_key == instance_key)
        .order_by(fanout.c.key)
    ).all()
    opened = [row.at for row in told if row.what == "fan-out opened"]
    for place, row in enumerate(rows):
        began = opened[place] if place < len(opened) else started_at
        ended = next(
            (
                one.at
                for one in told
                if one.what == "fan-out complete" and one.element == row.element and one.at >= began
            ),
            None,
        )
        state: State = "COMPLETED" if row.status == "closed" else "ACTIVE"
        yield ElementRow(element_keys.of_fan(row.key), row.element, state, began, ended)
