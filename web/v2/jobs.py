"""Jobs for outside workers: taken, answered and changed by whoever may do such work."""

from datetime import timedelta
from typing import Any, Literal

import anyio.to_thread
import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.definition_tables import process_definition
from engine.worker_activation import Activated, Wanted, activate_jobs, jobs_available
from engine.worker_answers import Holder, complete_job, fail_job, throw_error, update_job
from web.edge import writing
from web.errors import BadRequest
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.shapes import TENANT, Answered, Key, Sent, SentKey, answer, nothing
from web.v2.element_keys import of_worker_job
from web.v2.waiting_room import waiting_room
from workflows.outside_work import require_outside_work

router = APIRouter(prefix="/jobs", route_class=ProgramRoute, tags=["Job"])

LONGEST_NAME = 255
LONGEST_MILLISECONDS = 30 * 24 * 3_600_000
USUAL_WAIT_MILLISECONDS = 10_000
LONGEST_WAIT_MILLISECONDS = 60_000
"""A longer wait is answered after this one; the worker asks again."""

Milliseconds = Field(ge=0, le=LONGEST_MILLISECONDS)


class JobActivation(Sent):
    """What a worker wants. `requestTimeout` 0 waits as long as usual for a first job, a negative one not at all."""

    type: str = Field(min_length=1, max_length=LONGEST_NAME)
    timeout: int = Field(ge=1, le=LONGEST_MILLISECONDS)
    max_jobs_to_activate: int = Field(ge=1, le=1000)
    worker: str = Field(default="", max_length=LONGEST_NAME)
    fetch_variable: list[str] = Field(default_factory=list, max_length=1000)
    request_timeout: int = 0
    tenant_ids: list[str] = Field(default_factory=list, max_length=100)
    tenant_filter: Literal["PROVIDED", "ASSIGNED"] = "PROVIDED"
    with_lease: bool | None = None


class ActivatedJob(Answered):
    """A job in the hands of the worker until its deadline, in milliseconds since 1970."""

    type: str
    process_definition_id: str
    process_definition_version: int
    element_id: str
    custom_headers: dict[str, str]
    worker: str
    retries: int
    deadline: int
    variables: dict[str, Any]
    tenant_id: str = TENANT
    physical_tenant_id: str = "default"
    job_key: Key
    process_instance_key: Key
    process_definition_key: Key
    element_instance_key: Key
    kind: Literal["BPMN_ELEMENT"] = "BPMN_ELEMENT"
    listener_event_type: Literal["UNSPECIFIED"] = "UNSPECIFIED"
    user_task: None = None
    tags: list[str] = Field(default_factory=list)
    root_process_instance_key: Key
    business_id: None = None
    priority: int = 0
    job_lease_token: str | None


class ActivatedJobs(Answered):
    """What was free."""

    jobs: list[ActivatedJob]


class _Answer(Sent):
    job_lease_token: str | None = Field(default=None, max_length=LONGEST_NAME)


class JobCompletion(_Answer):
    """The work is done."""

    variables: dict[str, Any] | None = None
    result: None = None
    business_id: None = None


class JobFailure(_Answer):
    """The work could not be done this time."""

    retries: int = Field(default=0, ge=0, le=1000)
    error_message: str = Field(default="", max_length=10_000)
    retry_back_off: int = Field(default=0, ge=0, le=LONGEST_MILLISECONDS)
    variables: dict[str, Any] | None = None


class JobError(_Answer):
    """The work ended in an error of the business."""

    error_code: str = Field(min_length=1, max_length=LONGEST_NAME)
    error_message: str | None = Field(default=None, max_length=10_000)
    variables: dict[str, Any] | None = None


class JobChanges(Sent):
    """At least one of them."""

    retries: int | None = Field(default=None, ge=1, le=1000)
    timeout: int | None = Field(default=None, ge=1, le=LONGEST_MILLISECONDS)


class JobUpdate(_Answer):
    """Other retries, or another time for its holder."""

    changeset: JobChanges
    operation_reference: int | None = Field(default=None, ge=1)


@router.post("/activation", operation_id="activateJobs", response_model=ActivatedJobs)
async def activate(wanted: JobActivation, caller: Called, request: Request) -> Response:
    """Take jobs of a type. Where there are none the answer waits for one, holding neither store nor thread."""
    require_outside_work(caller.viewer)
    if wanted.tenant_ids and TENANT not in wanted.tenant_ids:
        raise BadRequest("tenantIds", f"There is one tenant: {TENANT}.")
    room = waiting_room(request.app, lambda kind, most: _available(caller, kind, most))
    patience = room.patience(_wait_seconds(wanted.request_timeout))
    while True:
        jobs = await anyio.to_thread.run_sync(_take, caller, wanted)
        if jobs.jobs or not await room.wait(wanted.type, patience) or await request.is_disconnected():
            return answer(jobs)


@router.post("/{key}/completion", operation_id="completeJob", status_code=204)
@writing
def complete(
    key: SentKey, caller: Called, sent: JobCompletion | None = None, *, session: Session
) -> Response:
    """The work is done; the process goes on."""
    require_outside_work(caller.viewer)
    sent = sent or JobCompletion()
    host = caller.parts.host
    complete_job(session, host, key, sent.variables, _holder(caller, sent), now=caller.now)
    return nothing()


@router.post("/{key}/failure", operation_id="failJob", status_code=204)
@writing
def fail(key: SentKey, caller: Called, sent: JobFailure | None = None, *, session: Session) -> Response:
    """The work could not be done; it is tried again, or an operator sees why."""
    require_outside_work(caller.viewer)
    sent = sent or JobFailure()
    fail_job(
        session,
        key,
        _holder(caller, sent),
        now=caller.now,
        retries=sent.retries,
        message=sent.error_message,
        back_off=timedelta(milliseconds=sent.retry_back_off),
        variables=sent.variables,
    )
    return nothing()


@router.post("/{key}/error", operation_id="throwJobError", status_code=204)
@writing
def throw(key: SentKey, caller: Called, sent: JobError, *, session: Session) -> Response:
    """The work ended in an error: the process goes on where it is caught, else an operator sees it."""
    require_outside_work(caller.viewer)
    throw_error(
        session,
        caller.parts.host,
        key,
        _holder(caller, sent),
        now=caller.now,
        code=sent.error_code,
        message=sent.error_message or "",
        variables=sent.variables,
    )
    return nothing()


@router.patch("/{key}", operation_id="updateJob", status_code=204)
@writing
def update(key: SentKey, caller: Called, sent: JobUpdate, *, session: Session) -> Response:
    """Give a job other retries, or its holder another time."""
    require_outside_work(caller.viewer)
    changes = sent.changeset
    if changes.retries is None and changes.timeout is None:
        raise BadRequest("changeset", "Give retries, timeout or both.")
    lock = None if changes.timeout is None else timedelta(milliseconds=changes.timeout)
    holder = _holder(caller, sent)
    update_job(session, key, holder, now=caller.now, retries=changes.retries, lock=lock)
    return nothing()


def _holder(caller: Called, sent: _Answer) -> Holder:
    return Holder(caller.actor, sent.job_lease_token)


def _wait_seconds(milliseconds: int) -> float:
    if milliseconds < 0:
        return 0
    return min(milliseconds or USUAL_WAIT_MILLISECONDS, LONGEST_WAIT_MILLISECONDS) / 1000


def _available(caller: Called, kind: str, most: int) -> int:
    with caller.parts.database.read() as session:
        return jobs_available(session, kind, caller.parts.clock(), most)


def _take(caller: Called, wanted: JobActivation) -> ActivatedJobs:
    """The writer is asked for only where there is something to write."""
    if not _available(caller, wanted.type, 1):
        return ActivatedJobs(jobs=[])
    asked = Wanted(
        wanted.type,
        wanted.worker,
        caller.actor,
        wanted.max_jobs_to_activate,
        timedelta(milliseconds=wanted.timeout),
        frozenset(wanted.fetch_variable),
        leased=bool(wanted.with_lease),
    )
    return caller.parts.database.transact(lambda session: _activate(session, caller, asked))


def _activate(session: Session, caller: Called, asked: Wanted) -> ActivatedJobs:
    jobs = activate_jobs(session, caller.parts.host, asked, caller.parts.clock())
    named = _definitions(session, {job.definition_key for job in jobs})
    return ActivatedJobs(jobs=[_activated(job, *named[job.definition_key]) for job in jobs])


def _definitions(session: Session, keys: set[int]) -> dict[int, tuple[str, int]]:
    table = process_definition.c
    rows = session.execute(sa.select(table.key, table.process_id, table.version).where(table.key.in_(keys)))
    return {row.key: (row.process_id, row.version) for row in rows}


def _activated(job: Activated, process_id: str, version: int) -> ActivatedJob:
    return ActivatedJob(
        type=job.type,
        process_definition_id=process_id,
        process_definition_version=version,
        element_id=job.element,
        custom_headers=job.headers,
        worker=job.worker,
        retries=job.retries,
        deadline=int(job.locked_until.timestamp() * 1000),
        variables=job.variables,
        job_key=job.key,
        process_instance_key=job.instance_key,
        process_definition_key=job.definition_key,
        element_instance_key=of_worker_job(job.key),
        root_process_instance_key=job.root_key,
        job_lease_token=job.lease,
    )
