"""What could not go on by itself: it shows its error, waits for a person, and can be tried again."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine import statements
from engine.errors import EngineError
from engine.failures import error_words
from engine.history import append, record
from engine.holding import hold_incident
from engine.statements import Driver
from engine.tables import incident, job, timer, worker_job
from engine.values import json_text


class IncidentGone(EngineError):
    """The incident is resolved already. Nothing is left to do."""

    def __init__(self) -> None:
        super().__init__("Sự cố này đã được xử lý.", "This incident has been resolved.")


def open_incident(
    driver: Driver,
    instance_key: int,
    element: str,
    *,
    ref: str,
    error: BaseException,
    now: datetime,
    job_key: int | None = None,
    timer_key: int | None = None,
    worker_job_key: int | None = None,
) -> None:
    """Write down what failed, with its sentence and its type."""
    driver.run(
        statements.INSERT_INCIDENT,
        *(instance_key, element, job_key, timer_key, worker_job_key, ref),
        *(type(error).__name__, json_text(error_words(error)), driver.moment(now)),
    )
    facts = {"error": type(error).__name__}
    append(driver, instance_key, element, "incident", "engine", now, facts)


def retry_incident(session: Session, incident_key: int, *, actor: str, now: datetime) -> None:
    """Try again what failed, from the next pump on; the incident is resolved by this actor.

    A job gets all its retries anew, a timer fires as late as it is by then; a job of an outside worker keeps
    the retries it was given meanwhile and can be taken at once. If it fails again, that is a new incident.
    """
    hold_incident(session, incident_key)
    found = session.execute(
        incident.update()
        .where(incident.c.key == incident_key, incident.c.resolved_at.is_(None))
        .values(resolved_at=now, resolved_by=actor)
        .returning(incident)
    ).first()
    if found is None:
        raise IncidentGone  # somebody else got there first
    if found.job_key is not None:
        session.execute(
            job.update()
            .where(job.c.key == found.job_key, job.c.state == "failed")
            .values(state="ready", attempts=0, due_at=now)
        )
    if found.timer_key is not None:
        session.execute(
            timer.update()
            .where(timer.c.key == found.timer_key, timer.c.state == "failed")
            .values(state="armed")
        )
    if found.worker_job_key is not None:
        _hand_out_again(session, found.worker_job_key, now)
    record(session, found.instance_key, element=found.element, what="retried", actor=actor, at=now)


def _hand_out_again(session: Session, key: int, now: datetime) -> None:
    columns = worker_job.c
    session.execute(
        worker_job.update()
        .where(columns.key == key, columns.ended_at.is_(None), columns.available_at.is_(None))
        .values(
            state="created",
            available_at=now,
            changed_at=now,
            retries=sa.case((columns.retries > 0, columns.retries), else_=1),
        )
    )


def open_incidents(session: Session) -> int:
    """How many incidents wait for a person."""
    counted = sa.select(sa.func.count()).where(incident.c.resolved_at.is_(None))
    return int(session.execute(counted).scalar_one())
