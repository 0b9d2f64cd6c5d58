"""Process definitions: every deployed version, for whoever holds an office."""

from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from engine.definition_tables import process_definition as table
from engine.definition_tables import resource
from organisation.visibility import in_office
from web.edge import reading
from web.errors import NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, NumberFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Sent, SentKey, answer

router = APIRouter(prefix="/process-definitions", route_class=ProgramRoute, tags=["Process definition"])


class ProcessDefinition(Answered):
    """One version of a process."""

    process_definition_key: Key
    process_definition_id: str
    name: str | None
    version: int
    version_tag: str | None = None
    resource_name: str
    has_start_form: bool = False
    state: Literal["ACTIVE"] = "ACTIVE"
    tenant_id: str = TENANT


class ProcessDefinitions(Answered):
    """One page of versions."""

    items: list[ProcessDefinition]
    page: Page


class ProcessDefinitionFilter(Sent):
    """Which versions."""

    process_definition_key: KeyFilter = None
    process_definition_id: TextFilter = None
    name: TextFilter = None
    version: NumberFilter = None
    resource_name: TextFilter = None
    tenant_id: TextFilter = None
    is_latest_version: bool | None = None


class ProcessDefinitionSearch(SearchWanted):
    """A search for versions."""

    filter: ProcessDefinitionFilter | None = None


SEARCH = Search(
    {
        "processDefinitionKey": Column(table.c.key),
        "processDefinitionId": Column(table.c.process_id),
        "name": Column(table.c.name, optional=True),
        "version": Column(table.c.version),
        "resourceName": Column(resource.c.name),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=table.c.key,
)


@router.post("/search", operation_id="searchProcessDefinitions", response_model=ProcessDefinitions)
@reading
def search(caller: Called, wanted: ProcessDefinitionSearch | None = None, *, session: Session) -> Response:
    """The versions that fit a filter."""
    wanted = wanted or ProcessDefinitionSearch()
    rows = _visible(caller).where(*SEARCH.conditions(wanted.filter))
    if wanted.filter and wanted.filter.is_latest_version is not None:
        rows = rows.where(_is_latest() if wanted.filter.is_latest_version else ~_is_latest())
    found = SEARCH.find(session, rows, wanted)
    return answer(ProcessDefinitions(items=[_shape(row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getProcessDefinition", response_model=ProcessDefinition)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One version."""
    row = session.execute(_visible(caller).where(table.c.key == key)).first()
    if row is None:
        raise NotHere
    return answer(_shape(row))


@router.get("/{key}/xml", operation_id="getProcessDefinitionXML", response_class=Response)
@reading
def get_xml(key: SentKey, caller: Called, *, session: Session) -> Response:
    """The diagram as it was deployed."""
    query = _visible(caller).with_only_columns(resource.c.content, maintain_column_froms=True)
    content = session.execute(query.where(table.c.key == key)).scalar()
    if content is None:
        raise NotHere
    return Response(bytes(content), media_type="text/xml")


@router.get("/{key}/form", operation_id="getStartProcessForm", status_code=204, response_class=Response)
@reading
def get_start_form(key: SentKey, caller: Called, *, session: Session) -> Response:
    """The form of the start event: none here has one."""
    if session.execute(_visible(caller).where(table.c.key == key)).first() is None:
        raise NotHere
    return Response(status_code=204)


def _visible(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(
            table.c.key, table.c.process_id, table.c.name, table.c.version, resource.c.name.label("file")
        )
        .join(resource, resource.c.key == table.c.resource_key)
        .where(in_office(caller.viewer))
    )


def _is_latest() -> sa.ColumnElement[bool]:
    other = table.alias()
    return ~sa.exists().where(other.c.process_id == table.c.process_id, other.c.version > table.c.version)


def _shape(row: Any) -> ProcessDefinition:
    return ProcessDefinition(
        process_definition_key=row.key,
        process_definition_id=row.process_id,
        name=row.name,
        version=row.version,
        resource_name=row.file,
    )
