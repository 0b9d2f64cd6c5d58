"""Service tasks that run as jobs: slow work in two halves, and inline work that failed the first time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.session import Session
from engine import service_work, statements
from engine.actions import Deferred, JobContext
from engine.holding import hold_instance
from engine.host import Host
from engine.statements import Driver
from engine.step import Run, claim, look


@dataclass(frozen=True)
class ServiceJob:
    """A job row of a service task, claimed for one attempt."""

    key: int
    instance_key: int
    kind: str
    token: str
    element: str
    attempt: int
    retries: int


def is_deferred(host: Host, kind: str) -> bool:
    """Whether the work of this job kind has a half outside the transaction."""
    return isinstance(host.actions.get(kind.removeprefix(service_work.SERVICE)), Deferred)


def prepare(session: Session, host: Host, job: ServiceJob, now: datetime) -> tuple[JobContext, Any] | None:
    """The slow half, in a read session. None where the task is not waiting for it any more."""
    run = look(session, host, job.instance_key, now=now)
    task = run.services.get(job.token) if run is not None else None
    if run is None or task is None:
        return None
    action = service_work.action_of(run, task)
    if not isinstance(action, Deferred):
        return None
    step = service_work.step_for(run, task, "engine")
    context = JobContext(
        job_key=job.key,
        kind=job.kind,
        instance_key=job.instance_key,
        element=job.element,
        token=job.token,
        owner=step.owner,
        variables=step.variables,
        headers=step.headers,
        attempt=job.attempt,
        now=now,
    )
    return context, action.prepare(session, context)


def apply(
    session: Session, host: Host, job: ServiceJob, context: JobContext, made: Any, now: datetime
) -> None:
    """The short half: its rows, the effect and the token's move, all or nothing, once."""
    found = _take(session, host, job, now)
    if found is None:
        return  # somebody else got there first
    run, task = found
    action = service_work.action_of(run, task)
    if isinstance(action, Deferred):
        outcome = service_work.outcome_of(run, task, "engine", lambda step: action.apply(step, context, made))
        _go_on(run, task, outcome)


def run_inline(session: Session, host: Host, job: ServiceJob, now: datetime) -> None:
    """Inline work that failed in its step, tried again in a transaction of its own."""
    found = _take(session, host, job, now)
    if found is None:
        return  # somebody else got there first
    run, task = found
    _go_on(run, task, service_work.perform(run, task, "engine"))


def _take(session: Session, host: Host, job: ServiceJob, now: datetime) -> tuple[Run, Any] | None:
    """The task behind a job, for one step. The job's row goes with the same commit; without it nothing is done."""
    hold_instance(session, job.instance_key)
    driver = Driver(session)
    if driver.one(statements.DELETE_JOB, job.key) is None:
        return None
    driver.run(statements.RESOLVE_INCIDENTS_OF_REF, driver.moment(now), "engine", job.token)
    run = claim(session, host, job.instance_key, now=now, actor="engine")
    task = run.services.get(job.token)
    return None if task is None else (run, task)


def _go_on(run: Run, task: Any, outcome: dict[str, Any]) -> None:
    run.settled.add(task.id.hex)
    run.record(task.task_spec.name, "job done", {})
    service_work.finish(task, outcome)
    run.advance()
    run.save()
