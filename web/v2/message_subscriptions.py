"""Who waits for which message, which processes begin with one, and who has received one."""

from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.definition_tables import process_definition
from engine.tables import instance, message_correlation, message_start, message_subscription
from web.edge import reading
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.filters import KeyFilter, MomentFilter, TextFilter
from web.rest.search import Column, Page, Search, SearchWanted
from web.rest.shapes import TENANT, Answered, Key, Moment, Sent, answer
from web.v2.element_keys import of_subscription

router = APIRouter(route_class=ProgramRoute, tags=["Message subscription"])


class MessageSubscription(Answered):
    """An instance that waits, or a process that begins with the message: that one has no instance.

    Subscriptions that are over are not kept; what was received is.
    """

    business_id: None = None
    message_subscription_key: Key
    process_definition_id: str
    process_definition_key: Key
    process_definition_name: str | None
    process_definition_version: int
    process_instance_key: Key | None
    root_process_instance_key: Key | None
    element_id: str
    element_instance_key: Key | None
    message_subscription_state: Literal["CREATED"] = "CREATED"
    last_updated_date: Moment
    message_name: str
    correlation_key: str
    message_subscription_type: Literal["PROCESS_EVENT", "START_EVENT"]
    tool_properties: dict[str, str] = Field(default_factory=dict)
    tool_name: None = None
    inbound_connector_type: None = None
    tenant_id: str = TENANT


class MessageSubscriptions(Answered):
    """One page."""

    items: list[MessageSubscription]
    page: Page


class Correlation(Answered):
    """A message that was received."""

    business_id: None = None
    correlation_key: str
    correlation_time: Moment
    element_id: str
    element_instance_key: Key
    message_key: Key
    message_name: str
    partition_id: int = 1
    process_definition_id: str
    process_definition_key: Key
    process_instance_key: Key
    root_process_instance_key: Key | None
    subscription_key: Key
    tenant_id: str = TENANT


class Correlations(Answered):
    """One page."""

    items: list[Correlation]
    page: Page


class _Filter(Sent):
    message_name: TextFilter = None
    correlation_key: TextFilter = None
    process_definition_id: TextFilter = None
    process_definition_key: KeyFilter = None
    process_instance_key: KeyFilter = None
    element_id: TextFilter = None
    element_instance_key: KeyFilter = None
    tenant_id: TextFilter = None


class SubscriptionFilter(_Filter):
    """Who waits."""

    message_subscription_key: KeyFilter = None
    message_subscription_state: TextFilter = None
    message_subscription_type: TextFilter = None
    last_updated_date: MomentFilter = None


class SubscriptionSearch(SearchWanted):
    """A search for those who wait."""

    filter: SubscriptionFilter | None = None


class CorrelationFilter(_Filter):
    """Who has received."""

    message_key: KeyFilter = None
    subscription_key: KeyFilter = None
    correlation_time: MomentFilter = None


class CorrelationSearch(SearchWanted):
    """A search for what was received."""

    filter: CorrelationFilter | None = None


_OF_STARTS = 2**62  # both kinds share one list: no row that waits will ever have such a key
_AWAITS, _BEGINS, _MET = message_subscription.c, message_start.c, message_correlation
# Nothing is joined inside and both halves have the same types: SQLite reads a page of a million in order of the keys.
_NO_KEY = sa.cast(sa.null(), _AWAITS.key.type)
_WAITS = sa.union_all(
    sa.select(
        _AWAITS.key,
        _AWAITS.name,
        _AWAITS.correlation_key,
        _AWAITS.process_id,
        _NO_KEY.label("begins"),
        _AWAITS.instance_key,
        _AWAITS.element,
        _AWAITS.created_at,
    ),
    sa.select(
        sa.cast(_BEGINS.key + sa.literal(_OF_STARTS, _AWAITS.key.type), _AWAITS.key.type),
        _BEGINS.name,
        sa.cast(sa.literal(""), sa.Text),
        _BEGINS.process_id,
        _BEGINS.definition_key,
        _NO_KEY,
        _BEGINS.element,
        _BEGINS.created_at,
    ),
).subquery("waits")
_DEFINITION = sa.func.coalesce(_WAITS.c.begins, instance.c.definition_key)
_WAITING = _WAITS.c.begins.is_(None)
_ELEMENT_KEY = sa.case((_WAITING, of_subscription(_WAITS.c.key)))
_KIND = sa.case((_WAITING, "PROCESS_EVENT"), else_="START_EVENT")


def _columns(
    table: sa.FromClause, definition: sa.ColumnElement[int], element_key: sa.ColumnElement[int]
) -> dict[str, Column]:
    return {
        "messageName": Column(table.c.name),
        "correlationKey": Column(table.c.correlation_key),
        "processDefinitionId": Column(table.c.process_id),
        "processDefinitionKey": Column(definition),
        "processInstanceKey": Column(table.c.instance_key, optional=True),
        "elementId": Column(table.c.element),
        "elementInstanceKey": Column(element_key, optional=True),
        "tenantId": Column(sa.literal(TENANT)),
    }


SUBSCRIPTIONS = Search(
    {
        **_columns(_WAITS, _DEFINITION, _ELEMENT_KEY),
        "messageSubscriptionKey": Column(_WAITS.c.key),
        "messageSubscriptionState": Column(sa.literal("CREATED")),
        "messageSubscriptionType": Column(_KIND),
        "lastUpdatedDate": Column(_WAITS.c.created_at),
    },
    key=_WAITS.c.key,
)
CORRELATIONS = Search(
    {
        **_columns(_MET, instance.c.definition_key, of_subscription(_MET.c.subscription_key)),
        "messageKey": Column(_MET.c.message_key),
        "subscriptionKey": Column(_MET.c.subscription_key),
        "correlationTime": Column(_MET.c.correlated_at),
    },
    key=_MET.c.subscription_key,  # one of them is met once
)


@router.post(
    "/message-subscriptions/search",
    operation_id="searchMessageSubscriptions",
    response_model=MessageSubscriptions,
)
@reading
def search(caller: Called, wanted: SubscriptionSearch | None = None, *, session: Session) -> Response:
    """The instances that wait for a message, and the processes that begin with one."""
    wanted = wanted or SubscriptionSearch()
    rows = _waiting(caller).where(*SUBSCRIPTIONS.conditions(wanted.filter))
    found = SUBSCRIPTIONS.find(session, rows, wanted)
    items = [
        MessageSubscription(
            **_shared(row),
            message_subscription_key=row.key,
            process_definition_name=row.definition_name,
            process_definition_version=row.version,
            element_instance_key=row.element_key,
            message_subscription_type=row.kind,
            last_updated_date=row.created_at,
        )
        for row in found.rows
    ]
    return answer(MessageSubscriptions(items=items, page=found.page))


@router.post(
    "/correlated-message-subscriptions/search",
    operation_id="searchCorrelatedMessageSubscriptions",
    response_model=Correlations,
)
@reading
def search_correlated(
    caller: Called, wanted: CorrelationSearch | None = None, *, session: Session
) -> Response:
    """The messages that were received."""
    wanted = wanted or CorrelationSearch()
    rows = _received(caller).where(*CORRELATIONS.conditions(wanted.filter))
    found = CORRELATIONS.find(session, rows, wanted)
    items = [
        Correlation(
            **_shared(row),
            element_instance_key=of_subscription(row.subscription_key),
            message_key=row.message_key,
            subscription_key=row.subscription_key,
            correlation_time=row.correlated_at,
        )
        for row in found.rows
    ]
    return answer(Correlations(items=items, page=found.page))


def _waiting(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(
            _WAITS,
            _DEFINITION.label("definition_key"),
            instance.c.root_key,
            _ELEMENT_KEY.label("element_key"),
            _KIND.label("kind"),
            process_definition.c.version,
            process_definition.c.name.label("definition_name"),
        )
        .select_from(_WAITS.outerjoin(instance, instance.c.key == _WAITS.c.instance_key))
        .join(process_definition, process_definition.c.key == _DEFINITION)
        .where(_may_see(caller))
    )


def _received(caller: Called) -> sa.Select[Any]:
    return (
        sa.select(_MET, instance.c.definition_key, instance.c.root_key)
        .join(instance, instance.c.key == _MET.c.instance_key)
        .where(_may_see(caller))
    )


def _may_see(caller: Called) -> sa.ColumnElement[bool]:
    """Nothing is seen by whoever may not send messages."""
    return sa.true() if caller.viewer.may_work_from_outside else sa.false()


def _shared(row: Any) -> dict[str, Any]:
    return {
        "message_name": row.name,
        "correlation_key": row.correlation_key,
        "process_definition_id": row.process_id,
        "process_definition_key": row.definition_key,
        "process_instance_key": row.instance_key,
        "root_process_instance_key": row.root_key,
        "element_id": row.element,
    }
