"""The pump: everything that is due, one transaction each. Rows are the truth; nothing is kept in memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine import fan_jobs, service_jobs, statements
from engine.errors import BrokenOff
from engine.failures import error_words, retry_at
from engine.host import Host
from engine.incidents import open_incident
from engine.service_jobs import ServiceJob
from engine.service_work import DECISION, SERVICE
from engine.statements import Driver
from engine.tables import job, timer
from engine.timers import fire_timer
from engine.values import json_text


@dataclass
class Pumped:
    """What one pump did. A failed timer or job is counted as failed only."""

    timers: int = 0
    jobs: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """Everything that was tried."""
        return self.timers + self.jobs + self.failed


@dataclass(frozen=True)
class Due:
    """One row whose time has come."""

    key: int
    timer: bool
    job: ServiceJob | None = None


def pump(database: Database, host: Host, now: datetime, limit: int | None = None) -> Pumped:
    """Run every timer and job that is due at `now`, in the order of their due times, at most `limit`.

    Each runs in a write transaction of its own. What fails is pushed into the future or, when its retries
    are used up, becomes an incident; the others are not held up.
    """
    done = Pumped()
    while limit is None or done.total < limit:
        if not _turn(database, host, now, done):
            break
    return done


def earliest_due(session: Session) -> datetime | None:
    """When the next timer or job is due; None where nothing is."""
    times = [
        session.execute(sa.select(sa.func.min(table.c.due_at)).where(table.c.state == state)).scalar()
        for table, state in ((timer, "armed"), (job, "ready"))
    ]
    return min((found for found in times if found is not None), default=None)


def _turn(database: Database, host: Host, now: datetime, done: Pumped) -> bool:
    due: Due | None = None
    try:
        with database.write() as session:
            driver = Driver(session)
            due = _next(driver, now)
            if due is None:
                return False
            deferred = due.job is not None and service_jobs.is_deferred(host, due.job.kind)
            if deferred and due.job is not None:
                _refuse_broken_off(due.job)
                _push(driver, due, now, None)  # pushed first: a crash in the slow half costs an attempt
            else:
                _run(session, host, due, now)
        if deferred and due.job is not None:
            _run_deferred(database, host, due.job, now)
    except Exception as error:  # whatever a step raises, the row remembers and the others go on
        if due is None:
            raise
        with database.write() as session:
            _fail(Driver(session), host, due, error, now)
        done.failed += 1
        return True
    done.timers += due.timer
    done.jobs += not due.timer
    return True


def _next(driver: Driver, now: datetime) -> Due | None:
    moment = driver.moment(now)
    first_timer = driver.one(statements.NEXT_TIMER, moment)
    first_job = driver.one(statements.NEXT_JOB, moment)
    if first_timer is not None and (first_job is None or first_timer[0] < first_job[0]):
        return Due(first_timer[1], timer=True)
    if first_job is None:
        return None
    _due_at, key, instance_key, kind, ref, element, attempts, retries = first_job
    found = ServiceJob(key, instance_key, kind, ref, element, attempts + 1, retries)
    return Due(key, timer=False, job=found)


def _run(session: Session, host: Host, due: Due, now: datetime) -> None:
    if due.job is None:
        fire_timer(session, host, due.key, now)
        return
    work, driver = due.job, Driver(session)
    if work.kind.startswith((SERVICE, DECISION)):
        service_jobs.run_inline(session, host, work, now)
        return
    driver.run(statements.DELETE_JOB, work.key)
    if work.kind == "fan.open":
        if not fan_jobs.open_children(session, host, int(work.token), now):
            _requeue(driver, work, now)
    elif work.kind == "fan.child":
        fan_jobs.open_child(session, host, work.token, now)
    elif work.kind == "fan.resume":
        fan_jobs.resume_parent(session, host, int(work.token), now)


def _requeue(driver: Driver, work: ServiceJob, now: datetime) -> None:
    """To the back of the queue: breadth before depth, and others get a turn."""
    driver.run(
        statements.INSERT_JOB,
        *(work.instance_key, work.kind, work.token, work.element, driver.moment(now)),
        *(0, work.retries, "ready", None),
    )


def _run_deferred(database: Database, host: Host, work: ServiceJob, now: datetime) -> None:
    with database.read() as session:
        made = service_jobs.prepare(session, host, work, now)
    with database.write() as session:
        if made is None:
            Driver(session).run(statements.DELETE_JOB, work.key)
            return
        context, result = made
        service_jobs.apply(session, host, work, context, result, now)


def _refuse_broken_off(work: ServiceJob) -> None:
    """A job that takes its process down with it stops at the number of its retries like any other."""
    if work.attempt > max(1, work.retries):
        raise BrokenOff(work.kind, work.attempt - 1)


def _push(driver: Driver, due: Due, now: datetime, error: Any) -> None:
    attempt = due.job.attempt if due.job else 1
    driver.run(statements.PUSH_JOB, driver.moment(retry_at(now, attempt)), error, due.key)


def _fail(driver: Driver, host: Host, due: Due, error: Exception, now: datetime) -> None:
    if due.job is None:
        found = driver.one(statements.FAIL_TIMER, due.key)
        if found is not None:
            instance_key, token, element = found
            open_incident(driver, instance_key, element, ref=token, error=error, now=now, timer_key=due.key)
        return
    words = json_text(error_words(error))
    work = due.job
    deferred = service_jobs.is_deferred(host, work.kind)  # its attempt is counted already
    if work.attempt < work.retries and not getattr(error, "permanent", False):
        if deferred:
            driver.run(statements.NOTE_ERROR, words, work.key)
        else:
            _push(driver, due, now, words)
        return
    if driver.one(statements.FAIL_JOB, words, work.key, work.attempt) is None:
        return  # it is done, or a later attempt is under way: that one decides
    open_incident(
        driver, work.instance_key, work.element, ref=work.token, error=error, now=now, job_key=work.key
    )
