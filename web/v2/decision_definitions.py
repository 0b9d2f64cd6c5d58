"""Decision definitions: every deployed version, for whoever holds an office."""

from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from engine.definition_tables import decision_definition as table
from engine.definition_tables import resource
from organisation.visibility import in_office
from web.edge import reading
from web.errors import NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, NumberFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Sent, SentKey, answer
from web.v2.requirements import requirements_in

router = APIRouter(prefix="/decision-definitions", route_class=ProgramRoute, tags=["Decision definition"])


class DecisionDefinition(Answered):
    """One version of a decision."""

    decision_definition_key: Key
    decision_definition_id: str
    name: str
    version: int
    decision_requirements_id: str
    decision_requirements_key: Key
    decision_requirements_name: str
    decision_requirements_version: int
    tenant_id: str = TENANT


class DecisionDefinitions(Answered):
    """One page of versions."""

    items: list[DecisionDefinition]
    page: Page


class DecisionDefinitionFilter(Sent):
    """Which versions."""

    decision_definition_key: KeyFilter = None
    decision_definition_id: TextFilter = None
    version: NumberFilter = None
    decision_requirements_key: KeyFilter = None
    tenant_id: TextFilter = None
    is_latest_version: bool | None = None


class DecisionDefinitionSearch(SearchWanted):
    """A search for versions."""

    filter: DecisionDefinitionFilter | None = None


SEARCH = Search(
    {
        "decisionDefinitionKey": Column(table.c.key),
        "decisionDefinitionId": Column(table.c.decision_id),
        "version": Column(table.c.version),
        "decisionRequirementsKey": Column(table.c.resource_key),
        "tenantId": Column(sa.literal(TENANT)),
    },
    key=table.c.key,
)


@router.post("/search", operation_id="searchDecisionDefinitions", response_model=DecisionDefinitions)
@reading
def search(caller: Called, wanted: DecisionDefinitionSearch | None = None, *, session: Session) -> Response:
    """The versions that fit a filter."""
    wanted = wanted or DecisionDefinitionSearch()
    rows = _visible(caller).where(*SEARCH.conditions(wanted.filter))
    if wanted.filter and wanted.filter.is_latest_version is not None:
        rows = rows.where(_is_latest() if wanted.filter.is_latest_version else ~_is_latest())
    found = SEARCH.find(session, rows, wanted)
    return answer(DecisionDefinitions(items=[_shape(row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getDecisionDefinition", response_model=DecisionDefinition)
@reading
def get(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One version."""
    return answer(_shape(_find(session, caller, key)))


@router.get("/{key}/xml", operation_id="getDecisionDefinitionXML", response_class=Response)
@reading
def get_xml(key: SentKey, caller: Called, *, session: Session) -> Response:
    """The file as it was deployed."""
    return Response(bytes(_find(session, caller, key).content), media_type="text/xml")


def _find(session: Session, caller: Called, key: int) -> Any:
    row = session.execute(_visible(caller).where(table.c.key == key)).first()
    if row is None:
        raise NotHere
    return row


def _visible(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(table.c.key, table.c.decision_id, table.c.version, table.c.resource_key, resource.c.content)
        .join(resource, resource.c.key == table.c.resource_key)
        .where(in_office(caller.viewer))
    )


def _is_latest() -> sa.ColumnElement[bool]:
    other = table.alias()
    return ~sa.exists().where(other.c.decision_id == table.c.decision_id, other.c.version > table.c.version)


def _shape(row: Any) -> DecisionDefinition:
    graph = requirements_in(bytes(row.content))
    return DecisionDefinition(
        decision_definition_key=row.key,
        decision_definition_id=row.decision_id,
        name=graph.decisions.get(row.decision_id, row.decision_id),
        version=row.version,
        decision_requirements_id=graph.id,
        decision_requirements_key=row.resource_key,
        decision_requirements_name=graph.name,
        decision_requirements_version=row.version,
    )
