"""Looking for jobs of outside workers, open and ended."""

from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from engine.definition_tables import process_definition
from engine.definitions import diagram_of
from engine.tables import instance, worker_job
from web.edge import reading
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, MomentFilter, NumberFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Moment, Sent, answer
from web.v2.element_keys import of_worker_job

router = APIRouter(prefix="/jobs", route_class=ProgramRoute, tags=["Job"])

State = Literal["CREATED", "COMPLETED", "FAILED", "ERROR_THROWN", "CANCELED"]
_STATES: dict[str, State] = {
    "created": "CREATED",
    "completed": "COMPLETED",
    "failed": "FAILED",
    "error_thrown": "ERROR_THROWN",
    "canceled": "CANCELED",
}


class Job(Answered):
    """A job, open or ended."""

    custom_headers: dict[str, str]
    deadline: Moment | None
    denied_reason: None = None
    element_id: str
    element_instance_key: Key
    end_time: Moment | None
    error_code: str | None
    error_message: str | None
    has_failed_with_retries_left: bool
    is_denied: None = None
    job_key: Key
    kind: Literal["BPMN_ELEMENT"] = "BPMN_ELEMENT"
    listener_event_type: Literal["UNSPECIFIED"] = "UNSPECIFIED"
    process_definition_id: str
    process_definition_key: Key
    process_instance_key: Key
    root_process_instance_key: Key | None
    business_id: None = None
    retries: int
    state: State
    tenant_id: str = TENANT
    type: str
    worker: str
    creation_time: Moment
    last_update_time: Moment
    priority: int = 0


class Jobs(Answered):
    """One page of jobs."""

    items: list[Job]
    page: Page


class JobFilter(Sent):
    """Which jobs."""

    job_key: KeyFilter = None
    type: TextFilter = None
    state: TextFilter = None
    worker: TextFilter = None
    element_id: TextFilter = None
    element_instance_key: KeyFilter = None
    process_instance_key: KeyFilter = None
    process_definition_key: KeyFilter = None
    process_definition_id: TextFilter = None
    retries: NumberFilter = None
    error_code: TextFilter = None
    deadline: MomentFilter = None
    creation_time: MomentFilter = None
    last_update_time: MomentFilter = None
    end_time: MomentFilter = None
    tenant_id: TextFilter = None


class JobSearch(SearchWanted):
    """A search for jobs."""

    filter: JobFilter | None = None


_JOB = worker_job.c
SEARCH = Search(
    {
        "jobKey": Column(_JOB.key),
        "type": Column(_JOB.type),
        "state": Column(_JOB.state, names={shown: kept for kept, shown in _STATES.items()}),
        "worker": Column(_JOB.worker, optional=True),
        "elementId": Column(_JOB.element),
        "elementInstanceKey": Column(of_worker_job(_JOB.key)),
        "processInstanceKey": Column(_JOB.instance_key),
        "processDefinitionKey": Column(instance.c.definition_key),
        "processDefinitionId": Column(process_definition.c.process_id),
        "retries": Column(_JOB.retries),
        "errorCode": Column(_JOB.error_code, optional=True),
        "deadline": Column(_JOB.locked_until, optional=True),
        "creationTime": Column(_JOB.created_at),
        "lastUpdateTime": Column(_JOB.changed_at),
        "endTime": Column(_JOB.ended_at, optional=True),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=_JOB.key,
)


@router.post("/search", operation_id="searchJobs", response_model=Jobs)
@reading
def search(caller: Called, wanted: JobSearch | None = None, *, session: Session) -> Response:
    """The jobs that fit a filter; none for whoever may not work on them."""
    wanted = wanted or JobSearch()
    rows = (
        sa.select(worker_job, instance.c.definition_key, instance.c.root_key, process_definition.c.process_id)
        .join(instance, instance.c.key == _JOB.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(sa.true() if caller.viewer.may_work_from_outside else sa.false())
        .where(*SEARCH.conditions(wanted.filter))
    )
    found = SEARCH.find(session, rows, wanted)
    return answer(Jobs(items=[_shape(session, row) for row in found.rows], page=found.page))


def _shape(session: Session, row: Any) -> Job:
    drawn = diagram_of(session, row.definition_key).elements.get(row.element)
    return Job(
        # an instance that was moved may have done work that its version does not know
        custom_headers=dict(drawn.zeebe.headers) if drawn else {},
        deadline=row.locked_until,
        element_id=row.element,
        element_instance_key=of_worker_job(row.key),
        end_time=row.ended_at,
        error_code=row.error_code,
        error_message=row.error,
        has_failed_with_retries_left=row.state == "failed" and row.retries > 0,
        job_key=row.key,
        process_definition_id=row.process_id,
        process_definition_key=row.definition_key,
        process_instance_key=row.instance_key,
        root_process_instance_key=row.root_key,
        retries=row.retries,
        state=_STATES[row.state],
        type=row.type,
        worker=row.worker or "",
        creation_time=row.created_at,
        last_update_time=row.changed_at,
    )
