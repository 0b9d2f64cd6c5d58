"""One turn: a timer that fires or a job that is done, each in a transaction of its own.

What is due is found and taken in the same transaction, so that of any number of processes one does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from database.postgresql import is_of_the_store, locks_crossed
from database.session import Database, Session
from engine import fan_jobs, service_jobs, statements
from engine.errors import BrokenOff
from engine.failures import error_words, retry_at
from engine.holding import hold_instance
from engine.host import Host
from engine.incidents import open_incident
from engine.jobs import leave_job
from engine.move_jobs import MOVE, move_by_job
from engine.service_jobs import ServiceJob
from engine.service_work import DECISION, SERVICE
from engine.statements import Driver
from engine.timers import fire_timer
from engine.values import json_text


@dataclass(frozen=True)
class Due:
    """One row whose time has come; its instance is held."""

    key: int
    instance_key: int
    job: ServiceJob | None = None
    """None for a timer."""


Find = Callable[[Driver, datetime], Due | None]
"""Finds what is due at a moment and takes it; None where nothing is, or rivals have it."""


class Turn(Enum):
    """What came of a turn."""

    NOTHING = "nothing was due"
    TIMER = "a timer fired"
    JOB = "a job was done"
    FAILED = "it failed, and its row remembers"


def take_turn(database: Database, host: Host, now: datetime, find: Find) -> Turn:
    """Do one thing that is due. What fails is pushed into the future or becomes an incident, and nothing is raised.

    Raises where the store itself fails: the row is then as it was, and another turn does it.
    """
    due: Due | None = None
    try:
        with database.write() as session:
            due = find(Driver(session), now)
            if due is None:
                return Turn.NOTHING
            slow = _begin(session, host, due, now)
        if slow is not None:
            _run_deferred(database, host, slow, now)
    except Exception as error:  # whatever a step raises, the row remembers and the others go on
        if due is None or is_of_the_store(error):
            if locks_crossed(error):
                return Turn.FAILED  # nothing was kept: the next turn finds it again
            raise
        with database.write() as session:
            _fail(Driver(session), host, due, error, now)
        return Turn.FAILED
    return Turn.TIMER if due.job is None else Turn.JOB


def next_due(driver: Driver, now: datetime) -> Due | None:
    """The timer or job that has been due longest; of two at once the job."""
    timer, job = (
        driver.one(each, driver.moment(now)) for each in (statements.NEXT_TIMER, statements.NEXT_JOB)
    )
    if timer is not None and (job is None or timer[0] < job[0]):
        return Due(timer[1], timer[2])
    return _job(job)


def next_timer(driver: Driver, now: datetime) -> Due | None:
    """The timer that has been due longest."""
    found = driver.one(statements.NEXT_TIMER, driver.moment(now))
    return None if found is None else Due(found[1], found[2])


def job_of(key: int) -> Find:
    """One job, if it is due and waits still."""
    return lambda driver, now: _job(driver.one(statements.JOB_IF_DUE, key, driver.moment(now)))


def _job(found: Any) -> Due | None:
    if found is None:
        return None
    _due_at, key, instance_key, kind, ref, element, attempts, retries = found
    return Due(key, instance_key, ServiceJob(key, instance_key, kind, ref, element, attempts + 1, retries))


def _begin(session: Session, host: Host, due: Due, now: datetime) -> ServiceJob | None:
    """Do it; or, where it has a slow half, push it and return it: a crash in the slow half costs an attempt."""
    if due.job is None or not service_jobs.is_deferred(host, due.job.kind):
        _run(session, host, due, now)
        return None
    _refuse_broken_off(due.job)
    _push(Driver(session), due, now, None)
    return due.job


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
    elif work.kind == MOVE:
        move_by_job(session, host, work.token, now)


def _requeue(driver: Driver, work: ServiceJob, now: datetime) -> None:
    """To the back of the queue: breadth before depth, and others get a turn."""
    leave_job(driver, work.instance_key, work.kind, work.token, work.element, now=now, retries=work.retries)


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
    hold_instance(driver.session, due.instance_key)
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
