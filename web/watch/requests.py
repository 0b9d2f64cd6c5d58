"""One record for each request: which route, for whom, how it ended, how long it took."""

import logging
import re
import secrets
import time
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

HEADER = "x-request-id"
# Asked for every few seconds by programs; only when they are refused or fail is there something to tell.
_OFTEN = ("/static", "/health/", "/metrics")
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_GAVE_UP = 499

logger = logging.getLogger("giaoban.request")


class RequestLog:
    """Gives every request a number, the sender's own where it is sane; all records of the request carry it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, then log it, however it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        number = request_number(Headers(scope=scope).get(HEADER, ""))
        status = _GAVE_UP
        begun = time.perf_counter()

        async def send_with_number(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        with bound_contextvars(request_id=number):
            try:
                await self._app(scope, receive, send_with_number)
            finally:
                _log(scope, status, time.perf_counter() - begun)


def request_number(asked: str) -> str:
    """The number a proxy or a client gave, or a new one."""
    return asked if _SANE.fullmatch(asked) else secrets.token_hex(8)


def route_of(scope: Scope) -> str:
    """The route as it stands in the code: a path may hold keys and whatever a stranger tried."""
    route = scope.get("route")
    if route is not None:
        return str(route.path)
    return "/static" if str(scope["path"]).startswith("/static/") else "-"


def _log(scope: Scope, status: int, seconds: float) -> None:
    route = route_of(scope)
    dull = route.startswith(_OFTEN) and status < 400  # noqa: PLR2004 - what is not an error
    fields: dict[str, Any] = {
        "method": scope["method"],
        "route": route,
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "staff": _staff_key(scope),
    }
    logger.log(logging.DEBUG if dull else logging.INFO, "request", extra=fields)


def _staff_key(scope: Scope) -> int | None:
    visit = scope["state"].get("visit")
    guest = getattr(visit, "guest", None)
    return guest.viewer.staff_key if guest is not None else None
