"""Element instances. A search names the instance: there is no table of all of them."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from database.types import Key as KeyType
from database.types import UtcTime
from engine.definition_tables import process_definition
from engine.definitions import diagram_of
from engine.tables import instance
from web.edge import reading
from web.errors import BadRequest, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, MomentFilter, TextFilter
from web.rest.listed import listed
from web.rest.search import Column, Found, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Moment, Sent, SentKey, answer
from web.v2.element_rows import ElementRow, State, elements_of, instance_of
from workflows.seeing import seen_instances

router = APIRouter(prefix="/element-instances", route_class=ProgramRoute, tags=["Element instance"])

TYPES = {
    "userTask": "USER_TASK",
    "serviceTask": "SERVICE_TASK",
    "sendTask": "SEND_TASK",
    "receiveTask": "RECEIVE_TASK",
    "businessRuleTask": "BUSINESS_RULE_TASK",
    "callActivity": "CALL_ACTIVITY",
    "boundaryEvent": "BOUNDARY_EVENT",
    "intermediateCatchEvent": "INTERMEDIATE_CATCH_EVENT",
    "intermediateThrowEvent": "INTERMEDIATE_THROW_EVENT",
}
UNKNOWN = "UNKNOWN"


class ElementInstance(Answered):
    """One visit of an instance to an element."""

    element_instance_key: Key
    element_id: str
    element_name: str
    type: str
    state: State
    start_date: Moment
    end_date: Moment | None
    has_incident: bool
    incident_key: Key | None
    process_definition_key: Key
    process_definition_id: str
    process_instance_key: Key
    root_process_instance_key: Key | None
    tenant_id: str = TENANT


class ElementInstances(Answered):
    """One page of visits."""

    items: list[ElementInstance]
    page: Page


class ElementInstanceFilter(Sent):
    """Which visits."""

    element_instance_key: KeyFilter = None
    process_instance_key: KeyFilter = None
    element_id: TextFilter = None
    element_name: TextFilter = None
    type: TextFilter = None
    state: TextFilter = None
    start_date: MomentFilter = None
    end_date: MomentFilter = None
    incident_key: KeyFilter = None
    has_incident: bool | None = None
    tenant_id: TextFilter = None


class ElementInstanceSearch(SearchWanted):
    """A search for visits."""

    filter: ElementInstanceFilter | None = None


_COLUMNS = {
    "key": KeyType,
    "element": sa.Text,
    "state": sa.Text,
    "started_at": UtcTime,
    "ended_at": UtcTime,
    "incident_key": KeyType,
    "name": sa.Text,
    "type": sa.Text,
}


@router.post("/search", operation_id="searchElementInstances", response_model=ElementInstances)
@reading
def search(caller: Called, wanted: ElementInstanceSearch | None = None, *, session: Session) -> Response:
    """The visits of an instance that fit a filter."""
    wanted = wanted or ElementInstanceSearch()
    whole = _seen(session, caller, _instance_named(session, wanted.filter))
    found = _find(session, whole, wanted)
    return answer(ElementInstances(items=[_shape(row, whole) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getElementInstance", response_model=ElementInstance)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One visit."""
    whole = _seen(session, caller, instance_of(session, key))
    wanted = ElementInstanceSearch.model_validate({"filter": {"elementInstanceKey": str(key)}})
    found = _find(session, whole, wanted)
    if not found.rows:
        raise NotHere
    return answer(_shape(found.rows[0], whole))


def _instance_named(session: Session, wanted: ElementInstanceFilter | None) -> int | None:
    if wanted and wanted.process_instance_key and wanted.process_instance_key.eq is not None:
        return wanted.process_instance_key.eq
    if wanted and wanted.element_instance_key and wanted.element_instance_key.eq is not None:
        return instance_of(session, wanted.element_instance_key.eq)
    raise BadRequest("filter.processInstanceKey", "Elements are searched in one instance: give its key.")


def _seen(session: Session, caller: Called, instance_key: int | None) -> Any:
    """The instance in one row, or None where the caller may not see it."""
    return session.execute(
        sa.select(
            instance.c.key,
            instance.c.definition_key,
            instance.c.root_key,
            instance.c.started_at,
            process_definition.c.process_id,
        )
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(instance.c.key == instance_key, seen_instances(caller.viewer))
    ).first()


def _find(session: Session, whole: Any, wanted: ElementInstanceSearch) -> Found:
    rows = [] if whole is None else elements_of(session, whole.key, whole.started_at)
    table = listed("element", _COLUMNS, [] if whole is None else _drawn(session, whole, rows))
    search = Search(
        {
            "elementInstanceKey": Column(table.c.key),
            "processInstanceKey": Column(sa.literal(whole.key if whole else 0, KeyType)),
            "elementId": Column(table.c.element),
            "elementName": Column(table.c.name),
            "type": Column(table.c.type),
            "state": Column(table.c.state),
            "startDate": Column(table.c.started_at),
            "endDate": Column(table.c.ended_at, optional=True),
            "incidentKey": Column(table.c.incident_key, optional=True),
            "tenantId": Column(sa.literal(TENANT)),
        },
        key=table.c.key,
    )
    query = sa.select(table).where(*search.conditions(wanted.filter))
    if wanted.filter and wanted.filter.has_incident is not None:
        there = table.c.incident_key.is_not(None)
        query = query.where(there if wanted.filter.has_incident else ~there)
    return search.find(session, query, wanted)


def _drawn(session: Session, whole: Any, rows: Sequence[ElementRow]) -> list[tuple[Any, ...]]:
    """The rows with what the diagram calls their elements."""
    elements = diagram_of(session, whole.definition_key).elements
    return [
        (*astuple(row), drawn.name or drawn.id if drawn else row.element, _type(drawn))
        for row in rows
        for drawn in [elements.get(row.element)]
    ]


def _type(drawn: Any) -> str:
    return TYPES.get(drawn.type, UNKNOWN) if drawn else UNKNOWN


def _shape(row: Any, whole: Any) -> ElementInstance:
    return ElementInstance(
        element_instance_key=row.key,
        element_id=row.element,
        element_name=row.name,
        type=row.type,
        state=row.state,
        start_date=row.started_at,
        end_date=row.ended_at,
        has_incident=row.incident_key is not None,
        incident_key=row.incident_key,
        process_definition_key=whole.definition_key,
        process_definition_id=whole.process_id,
        process_instance_key=whole.key,
        root_process_instance_key=whole.root_key,
    )
