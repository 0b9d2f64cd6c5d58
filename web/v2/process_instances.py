"""Process instances: start, find, look at, end."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.definition_tables import process_definition as definition_table
from engine.definitions import Definition, keyed, latest, version_of
from engine.errors import NotDeployed
from engine.tables import incident, instance
from engine.variables import instance_variables
from web.edge import reading, writing
from web.errors import BadRequest, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import Condition, KeyFilter, MomentFilter, NumberFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import (
    TENANT,
    Answered,
    Key,
    Moment,
    Sent,
    SentKey,
    SentNumber,
    Tenant,
    answer,
    nothing,
)
from web.v2.element_keys import of_fan
from workflows.processes import cancel_process, start_process
from workflows.seeing import seen_instances

router = APIRouter(prefix="/process-instances", route_class=ProgramRoute, tags=["Process instance"])

State = Literal["ACTIVE", "COMPLETED", "TERMINATED"]
STATES: Mapping[State, str] = {"ACTIVE": "active", "COMPLETED": "completed", "TERMINATED": "terminated"}
_NAMES = {stored: name for name, stored in STATES.items()}
LATEST = -1


class ProcessInstance(Answered):
    """One instance."""

    process_instance_key: Key
    process_definition_key: Key
    process_definition_id: str
    process_definition_name: str | None
    process_definition_version: int
    process_definition_version_tag: str | None = None
    start_date: Moment
    end_date: Moment | None
    suspended_date: Moment | None = None
    state: State
    has_incident: bool
    parent_process_instance_key: Key | None
    parent_element_instance_key: Key | None
    root_process_instance_key: Key | None
    tenant_id: str = TENANT
    tags: list[str] = Field(default_factory=list)
    business_id: str | None = None


class ProcessInstances(Answered):
    """One page of instances."""

    items: list[ProcessInstance]
    page: Page


class ProcessInstanceFields(Sent):
    """Which instances: all that is named must hold."""

    process_instance_key: KeyFilter = None
    process_definition_key: KeyFilter = None
    process_definition_id: TextFilter = None
    process_definition_name: TextFilter = None
    process_definition_version: NumberFilter = None
    start_date: MomentFilter = None
    end_date: MomentFilter = None
    state: TextFilter = None
    has_incident: bool | None = None
    parent_process_instance_key: KeyFilter = None
    parent_element_instance_key: KeyFilter = None
    tenant_id: TextFilter = None


class ProcessInstanceFilter(ProcessInstanceFields):
    """The same, and groups of which one must hold."""

    any_of: list[ProcessInstanceFields] | None = Field(default=None, alias="$or", max_length=50)


class ProcessInstanceSearch(SearchWanted):
    """A search for instances."""

    filter: ProcessInstanceFilter | None = None


class NewProcessInstance(Sent):
    """What to start: a version by its key, or an id in its newest version or the one named."""

    process_definition_key: SentKey | None = None
    process_definition_id: str | None = None
    process_definition_version: SentNumber = LATEST
    variables: dict[str, Any] = Field(default_factory=dict)
    tenant_id: Tenant = TENANT
    operation_reference: int | None = Field(default=None, ge=1)
    await_completion: Annotated[
        bool, Field(description="Answered at once where the instance ends at once.")
    ] = False
    fetch_variables: list[str] = Field(default_factory=list)
    request_timeout: int = 0


class CreatedProcessInstance(Answered):
    """What was started. `variables` are there only where its end was waited for."""

    process_definition_key: Key
    process_definition_id: str
    process_definition_version: int
    process_instance_key: Key
    variables: dict[str, Any]
    tenant_id: str = TENANT
    tags: list[str] = Field(default_factory=list)
    business_id: str | None = None


class Cancellation(Sent):
    """Why an instance is ended; `reason` is kept in its history."""

    operation_reference: int | None = Field(default=None, ge=1)
    reason: str = Field(default="", max_length=500)


HAS_INCIDENT = sa.exists().where(incident.c.instance_key == instance.c.key, incident.c.resolved_at.is_(None))

SEARCH = Search(
    {
        "processInstanceKey": Column(instance.c.key),
        "processDefinitionKey": Column(instance.c.definition_key),
        "processDefinitionId": Column(definition_table.c.process_id),
        "processDefinitionName": Column(definition_table.c.name, optional=True),
        "processDefinitionVersion": Column(definition_table.c.version),
        "startDate": Column(instance.c.started_at),
        "endDate": Column(instance.c.ended_at, optional=True),
        "state": Column(instance.c.status, names=STATES),
        "parentProcessInstanceKey": Column(instance.c.parent_key, optional=True),
        "parentElementInstanceKey": Column(of_fan(instance.c.fan_key), optional=True),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=instance.c.key,
)


@router.post("", operation_id="createProcessInstance", response_model=CreatedProcessInstance)
@writing
def create(caller: Called, wanted: NewProcessInstance, *, session: Session) -> Response:
    """Start a process. The variable `unit` says whose the instance is."""
    definition = _definition(session, wanted)
    host, viewer = caller.parts.host, caller.viewer
    key = start_process(session, host, viewer, definition, wanted.variables, now=caller.now)
    return answer(
        CreatedProcessInstance(
            process_definition_key=definition.key,
            process_definition_id=definition.name,
            process_definition_version=definition.version,
            process_instance_key=key,
            variables=_at_the_end(session, caller, wanted, key) if wanted.await_completion else {},
        )
    )


@router.post("/search", operation_id="searchProcessInstances", response_model=ProcessInstances)
@reading
def search(caller: Called, wanted: ProcessInstanceSearch | None = None, *, session: Session) -> Response:
    """The instances that fit a filter."""
    wanted = wanted or ProcessInstanceSearch()
    rows = _visible(caller).where(*_conditions(wanted.filter))
    if wanted.filter and wanted.filter.any_of:
        rows = rows.where(sa.or_(*(sa.and_(sa.true(), *_conditions(one)) for one in wanted.filter.any_of)))
    found = SEARCH.find(session, rows, wanted)
    return answer(ProcessInstances(items=[_shape(row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getProcessInstance", response_model=ProcessInstance)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One instance."""
    row = session.execute(_visible(caller).where(instance.c.key == key)).first()
    if row is None:
        raise NotHere
    return answer(_shape(row))


@router.post("/{key}/cancellation", operation_id="cancelProcessInstance", status_code=204)
@writing
def cancel(key: SentKey, caller: Called, wanted: Cancellation | None = None, *, session: Session) -> Response:
    """End an active instance; what it called lives on."""
    reason = wanted.reason if wanted else ""
    cancel_process(session, caller.parts.host, caller.viewer, key, reason=reason, now=caller.now)
    return nothing()


def _definition(session: Session, wanted: NewProcessInstance) -> Definition:
    if (wanted.process_definition_key is None) == (wanted.process_definition_id is None):
        raise BadRequest("processDefinitionKey", "Give either processDefinitionKey or processDefinitionId.")
    name, version = str(wanted.process_definition_id), wanted.process_definition_version
    try:
        if wanted.process_definition_key is not None:
            return keyed(session, "bpmn", wanted.process_definition_key)
        if version != LATEST:
            return version_of(session, "bpmn", name, version)
        return latest(session, "bpmn", name)
    except NotDeployed as error:
        raise NotHere(str(error)) from None


def _at_the_end(session: Session, caller: Called, wanted: NewProcessInstance, key: int) -> dict[str, Any]:
    status = session.execute(sa.select(instance.c.status).where(instance.c.key == key)).scalar()
    if status == "active":
        raise BadRequest(
            "awaitCompletion", "This process waits for somebody: start it without awaitCompletion."
        )
    variables = instance_variables(session, caller.parts.host, key, now=caller.now)
    chosen = wanted.fetch_variables or list(variables)
    return {name: variables[name] for name in chosen if name in variables}


def _conditions(wanted: ProcessInstanceFields | None) -> Sequence[Condition]:
    found = SEARCH.conditions(wanted)
    if wanted is not None and wanted.has_incident is not None:
        found.append(HAS_INCIDENT if wanted.has_incident else ~HAS_INCIDENT)
    return found


def _visible(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(
            instance.c.key,
            instance.c.definition_key,
            instance.c.parent_key,
            instance.c.root_key,
            instance.c.fan_key,
            instance.c.status,
            instance.c.started_at,
            instance.c.ended_at,
            definition_table.c.process_id,
            definition_table.c.name,
            definition_table.c.version,
            HAS_INCIDENT.label("has_incident"),
        )
        .join(definition_table, definition_table.c.key == instance.c.definition_key)
        .where(seen_instances(caller.viewer))
    )


def _shape(row: Any) -> ProcessInstance:
    return ProcessInstance(
        process_instance_key=row.key,
        process_definition_key=row.definition_key,
        process_definition_id=row.process_id,
        process_definition_name=row.name,
        process_definition_version=row.version,
        start_date=row.started_at,
        end_date=row.ended_at,
        state=_NAMES[row.status],
        has_incident=row.has_incident,
        parent_process_instance_key=row.parent_key,
        parent_element_instance_key=None if row.fan_key is None else of_fan(row.fan_key),
        root_process_instance_key=row.root_key,
    )
