"""/metrics: for a program on this machine, or for an operator. Nobody else."""

from ipaddress import ip_address

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from database.session import Session
from web.edge import reading
from web.errors import NotHere
from web.gate import Visited
from web.parts import parts_of
from web.rest.caller import recognise_caller
from web.visit import Visit
from workflows.standing import standing

router = APIRouter()

# A proxy on this machine speaks for others: what carries one of these did not begin here.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@router.get("/metrics")
@reading
def metrics(visit: Visited, *, session: Session) -> Response:
    """How this process and the store stand."""
    if not (_from_this_machine(visit.request) or _is_operator(visit)):
        raise NotHere
    text = parts_of(visit.request).metrics.exposition(standing(session, visit.now))
    return PlainTextResponse(text, media_type=CONTENT_TYPE_LATEST)


def _is_operator(visit: Visit) -> bool:
    if visit.request.headers.get("authorization"):
        return recognise_caller(visit.request).viewer.is_operator
    return visit.guest is not None and visit.viewer.is_operator


def _from_this_machine(request: Request) -> bool:
    """Both ends are this machine's own address, and nobody passed it on."""
    if any(name in request.headers for name in _PASSED_ON):
        return False
    return request.client is not None and _is_loopback(request.client.host) and _names_loopback(request)


def _names_loopback(request: Request) -> bool:
    name = request.url.hostname or ""
    return name == "localhost" or _is_loopback(name)


def _is_loopback(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False
