"""Messages: published for whoever waits or will wait, or correlated at once."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.messages import correlate_message, publish_message
from web.edge import writing
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.shapes import TENANT, Answered, Key, Sent, Tenant, answer
from workflows.outside_work import require_outside_work

router = APIRouter(prefix="/messages", route_class=ProgramRoute, tags=["Message"])

LONGEST_NAME = 255
LONGEST_LIFE_MILLISECONDS = 366 * 24 * 3_600_000


class MessageCorrelation(Sent):
    """A message for whoever waits for it now."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    correlation_key: str = Field(default="", max_length=LONGEST_NAME)
    variables: dict[str, Any] | None = None
    tenant_id: Tenant = TENANT
    business_id: None = None


class MessagePublication(MessageCorrelation):
    """A message that may wait, `timeToLive` milliseconds."""

    time_to_live: int = Field(default=0, ge=0, le=LONGEST_LIFE_MILLISECONDS)
    message_id: str | None = Field(default=None, max_length=LONGEST_NAME)


class MessagePublished(Answered):
    """It is on its way."""

    tenant_id: str = TENANT
    message_key: Key


class MessageCorrelated(MessagePublished):
    """It has arrived, first of all here."""

    process_instance_key: Key


@router.post("/publication", operation_id="publishMessage", response_model=MessagePublished)
@writing
def publish(caller: Called, sent: MessagePublication, *, session: Session) -> Response:
    """Send a message; while it lives it is received by whoever begins to wait for it, once by each process."""
    require_outside_work(caller.viewer)
    published = publish_message(
        session,
        caller.parts.host,
        sent.name,
        sent.correlation_key,
        actor=caller.actor,
        now=caller.now,
        live=timedelta(milliseconds=sent.time_to_live),
        message_id=sent.message_id or None,
        variables=sent.variables,
    )
    return answer(MessagePublished(message_key=published.key))


@router.post("/correlation", operation_id="correlateMessage", response_model=MessageCorrelated)
@writing
def correlate(caller: Called, sent: MessageCorrelation, *, session: Session) -> Response:
    """Send a message to whoever waits for it, and say who that was."""
    require_outside_work(caller.viewer)
    found = correlate_message(
        session,
        caller.parts.host,
        sent.name,
        sent.correlation_key,
        actor=caller.actor,
        now=caller.now,
        variables=sent.variables,
    )
    return answer(MessageCorrelated(message_key=found.key, process_instance_key=found.instances[0]))
