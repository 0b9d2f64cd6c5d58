"""Incidents: what could not go on by itself, for those who run the installation or own the processes."""

from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.definition_tables import process_definition
from engine.tables import incident, instance
from web.edge import reading, writing
from web.errors import NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, MomentFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Moment, Sent, SentKey, answer, nothing
from web.v2.element_keys import of_job, of_timer, of_worker_job
from workflows.incidents import retry
from workflows.seeing import sees_everything

router = APIRouter(prefix="/incidents", route_class=ProgramRoute, tags=["Incident"])

NO_RETRIES = "JOB_NO_RETRIES"


class Incident(Answered):
    """One incident."""

    incident_key: Key
    process_definition_key: Key
    process_definition_id: str
    process_instance_key: Key
    root_process_instance_key: Key | None
    element_id: str
    element_instance_key: Key
    job_key: Key | None
    error_type: str
    error_message: str
    creation_time: Moment
    state: Literal["ACTIVE", "RESOLVED"]
    tenant_id: str = TENANT


class Incidents(Answered):
    """One page of incidents."""

    items: list[Incident]
    page: Page


class IncidentFilter(Sent):
    """Which incidents."""

    incident_key: KeyFilter = None
    process_definition_key: KeyFilter = None
    process_definition_id: TextFilter = None
    process_instance_key: KeyFilter = None
    element_id: TextFilter = None
    element_instance_key: KeyFilter = None
    job_key: KeyFilter = None
    error_type: TextFilter = None
    creation_time: MomentFilter = None
    state: TextFilter = None
    tenant_id: TextFilter = None


class IncidentSearch(SearchWanted):
    """A search for incidents."""

    filter: IncidentFilter | None = None


class Resolution(Sent):
    """Try again what failed."""

    operation_reference: int | None = Field(default=None, ge=1)


_STATE = sa.case((incident.c.resolved_at.is_(None), "ACTIVE"), else_="RESOLVED")
_ERROR_TYPE = sa.case(
    (incident.c.error_type == "NothingMatched", "CONDITION_ERROR"),
    (incident.c.error_type == "ErrorNotCaught", "UNHANDLED_ERROR_EVENT"),
    (incident.c.error_type == "ExpressionFailed", "EXTRACT_VALUE_ERROR"),
    (sa.or_(incident.c.job_key.is_not(None), incident.c.worker_job_key.is_not(None)), NO_RETRIES),
    else_="UNKNOWN",
)
_ELEMENT = sa.case(
    (incident.c.worker_job_key.is_not(None), of_worker_job(incident.c.worker_job_key)),
    (incident.c.job_key.is_not(None), of_job(incident.c.job_key)),
    else_=of_timer(incident.c.timer_key),
)

SEARCH = Search(
    {
        "incidentKey": Column(incident.c.key),
        "processDefinitionKey": Column(instance.c.definition_key),
        "processDefinitionId": Column(process_definition.c.process_id),
        "processInstanceKey": Column(incident.c.instance_key),
        "elementId": Column(incident.c.element),
        "elementInstanceKey": Column(_ELEMENT, optional=True),
        "jobKey": Column(incident.c.worker_job_key, optional=True),
        "errorType": Column(_ERROR_TYPE),
        "creationTime": Column(incident.c.created_at),
        "state": Column(_STATE),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=incident.c.key,
)


@router.post("/search", operation_id="searchIncidents", response_model=Incidents)
@reading
def search(caller: Called, wanted: IncidentSearch | None = None, *, session: Session) -> Response:
    """The incidents that fit a filter."""
    wanted = wanted or IncidentSearch()
    found = SEARCH.find(session, _visible(caller).where(*SEARCH.conditions(wanted.filter)), wanted)
    return answer(Incidents(items=[_shape(row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getIncident", response_model=Incident)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One incident."""
    row = session.execute(_visible(caller).where(incident.c.key == key)).first()
    if row is None:
        raise NotHere
    return answer(_shape(row))


@router.post("/{key}/resolution", operation_id="resolveIncident", status_code=204)
@writing
def resolve(key: SentKey, caller: Called, _wanted: Resolution | None = None, *, session: Session) -> Response:
    """Let what failed try again, with all its retries anew."""
    if session.execute(_visible(caller).where(incident.c.key == key)).first() is None:
        raise NotHere
    retry(session, caller.viewer, key, now=caller.now)
    return nothing()


def _visible(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(
            incident,
            instance.c.definition_key,
            instance.c.root_key,
            process_definition.c.process_id,
            _ERROR_TYPE.label("kind"),
            _ELEMENT.label("element_key"),
            _STATE.label("state"),
        )
        .join(instance, instance.c.key == incident.c.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(sa.true() if sees_everything(caller.viewer) else sa.false())
    )


def _shape(row: Any) -> Incident:
    return Incident(
        incident_key=row.key,
        process_definition_key=row.definition_key,
        process_definition_id=row.process_id,
        process_instance_key=row.instance_key,
        root_process_instance_key=row.root_key,
        element_id=row.element,
        element_instance_key=row.element_key or row.instance_key,
        job_key=row.worker_job_key,
        error_type=row.kind,
        error_message=row.error["en"],
        creation_time=row.created_at,
        state=row.state,
    )
