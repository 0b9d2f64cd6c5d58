"""What outside workers say about their jobs: done, failed, an error, more time.

Who does not hold a job changes nothing. The instance is locked before the job, as in every step, so that two
sides never wait for each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine import service_work, spiff_errors, statements
from engine.errors import EngineError, InstanceGone
from engine.given_variables import given_variables
from engine.history import record
from engine.holding import hold_instance
from engine.host import Host
from engine.incidents import open_incident
from engine.statements import Driver
from engine.step import Run, claim
from engine.worker_errors import LONGEST_MESSAGE, ErrorNotCaught, JobFailed, JobGone, JobNotHeld
from engine.worker_job_tables import worker_job

OPEN = ("created", "failed")


@dataclass(frozen=True)
class Holder:
    """Who speaks: an account and, where the job was taken with a lease, its proof."""

    account: str
    lease: str | None = None


def complete_job(
    session: Session, host: Host, job_key: int, variables: Any, holder: Holder, *, now: datetime
) -> None:
    """The work is done: its variables are mapped as the diagram says and the token goes on, once.

    Raises `JobGone`, `JobNotHeld`, `NotAllowed` for variables that cannot be, `ExpressionFailed` where the
    instance cannot go on; the job then stays as it was.
    """
    given = given_variables(variables)
    run = _claim(session, host, job_key, holder, now)
    row = _take(session, job_key, holder, state="completed", available_at=None, ended_at=now, changed_at=now)
    task = run.services.get(row.token)
    if task is None:
        raise JobGone(job_key)  # somebody else got there first
    local = row.variables or {}
    outcome = service_work.outcome_of(run, task, holder.account, lambda _step: given, local=local)
    _settle(run, row, holder)
    run.record(row.element, "job completed", _who(row), actor=holder.account)
    service_work.finish(task, outcome)
    run.advance()
    run.save()


def fail_job(
    session: Session,
    job_key: int,
    holder: Holder,
    *,
    now: datetime,
    retries: int = 0,
    message: str = "",
    back_off: timedelta = timedelta(0),
    variables: Any = None,
) -> None:
    """The work could not be done: it is tried again after the back-off or, without retries, becomes an incident."""
    given = given_variables(variables)
    hold_instance(session, _find(session, job_key).instance_key)
    values = {
        "state": "failed",
        "retries": max(0, retries),
        "available_at": now + back_off if retries > 0 else None,
        "locked_until": None,
        "error": message[:LONGEST_MESSAGE],
        "changed_at": now,
    }
    if given:
        values["variables"] = given
    row = _take(session, job_key, holder, **values)
    _tell(session, row, "job failed", holder, now, {"retries": max(0, retries)})
    if retries <= 0:
        _open_incident(session, row, JobFailed(row.worker, message), now)


def throw_error(
    session: Session,
    host: Host,
    job_key: int,
    holder: Holder,
    *,
    now: datetime,
    code: str,
    message: str = "",
    variables: Any = None,
) -> None:
    """The work ended in an error of the business: the process goes on from the event that catches it.

    Variables go to that event: mapped as it says, or all kept. Where no event around the task catches the code, a
    person decides: an incident. Raises as `complete_job` does.
    """
    given = given_variables(variables)
    run = _claim(session, host, job_key, holder, now)
    row = _take(
        session,
        job_key,
        holder,
        state="error_thrown",
        error_code=code,
        error=message[:LONGEST_MESSAGE],
        available_at=None,
        locked_until=None,
        changed_at=now,
    )
    run.record(row.element, "job error", {**_who(row), "code": code}, actor=holder.account)
    task = run.services.get(row.token)
    if task is None:
        raise JobGone(job_key)  # somebody else got there first
    if not spiff_errors.throw(task, code, given):
        _open_incident(session, row, ErrorNotCaught(row.worker, code, message), now)
        return
    session.execute(worker_job.update().where(worker_job.c.key == row.key).values(ended_at=now))
    _settle(run, row, holder)
    run.advance()
    run.save()


def update_job(
    session: Session,
    job_key: int,
    holder: Holder,
    *,
    now: datetime,
    retries: int | None = None,
    lock: timedelta | None = None,
) -> None:
    """Give a job other retries, or its holder another time from now on.

    Retries are given by anybody who may work on jobs; they alone do not end an incident, it is resolved
    afterwards. A lock is moved by who holds the job, while it lasts.
    """
    found = _find(session, job_key)
    hold_instance(session, found.instance_key)
    values: dict[str, Any] = {"changed_at": now}
    where = [worker_job.c.key == job_key, worker_job.c.ended_at.is_(None), _fits(holder)]
    if retries is not None:
        values["retries"] = retries
    if lock is not None:
        values |= {"available_at": now + lock, "locked_until": now + lock}
        where += [worker_job.c.locked_until > now, worker_job.c.account == holder.account]
    row = session.execute(worker_job.update().where(*where).values(**values).returning(worker_job)).first()
    if row is None:
        raise _why_not(session, job_key)
    facts = {"retries": retries, "lock_seconds": lock.total_seconds() if lock is not None else None}
    _tell(session, row, "job updated", holder, now, facts)


def _claim(session: Session, host: Host, job_key: int, holder: Holder, now: datetime) -> Run:
    found = _find(session, job_key)
    try:
        return claim(session, host, found.instance_key, now=now, actor=holder.account)
    except InstanceGone as gone:
        raise JobGone(job_key) from gone


def _settle(run: Run, row: Any, holder: Holder) -> None:
    """The job is over by its worker's word, not by the step."""
    moment = run.driver.moment(run.now)
    run.driver.run(statements.RESOLVE_INCIDENTS_OF_REF, moment, holder.account, row.token)
    run.settled.add(row.token)


def _find(session: Session, job_key: int) -> Any:
    found = session.execute(sa.select(worker_job).where(worker_job.c.key == job_key)).first()
    if found is None or found.ended_at is not None:
        raise JobGone(job_key)
    return found


def _take(session: Session, job_key: int, holder: Holder, **values: Any) -> Any:
    """Change the job if it is in these hands. A lock that ran out does no harm until somebody else takes it."""
    held = (
        worker_job.c.key == job_key,
        worker_job.c.state.in_(OPEN),
        worker_job.c.locked_until.is_not(None),
        worker_job.c.account == holder.account,
        worker_job.c.lease.is_(None) if holder.lease is None else worker_job.c.lease == holder.lease,
    )
    row = session.execute(worker_job.update().where(*held).values(**values).returning(worker_job)).first()
    if row is None:
        raise _why_not(session, job_key)
    return row


def _fits(holder: Holder) -> sa.ColumnElement[bool]:
    return sa.true() if holder.lease is None else worker_job.c.lease == holder.lease


def _why_not(session: Session, job_key: int) -> EngineError:
    try:
        _find(session, job_key)
    except JobGone as gone:
        return gone
    return JobNotHeld(job_key)


def _who(row: Any) -> dict[str, Any]:
    return {"job": row.key, "worker": row.worker}


def _tell(
    session: Session, row: Any, what: str, holder: Holder, now: datetime, facts: Mapping[str, Any]
) -> None:
    record(
        session,
        row.instance_key,
        element=row.element,
        what=what,
        actor=holder.account,
        at=now,
        data={**_who(row), **facts},
    )


def _open_incident(session: Session, row: Any, error: EngineError, now: datetime) -> None:
    open_incident(
        Driver(session),
        row.instance_key,
        row.element,
        ref=row.token,
        error=error,
        now=now,
        worker_job_key=row.key,
    )
