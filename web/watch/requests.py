"""One record for each request, and one count: which route, for whom, how it ended, how long it took."""

import logging
import re
import secrets
import time
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from web.watch.metrics import Metrics

HEADER = "x-request-id"
# Asked for every few seconds by programs; only when they are refused or fail is there something to tell.
_OFTEN = ("/static", "/health/", "/metrics")
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_GAVE_UP = 499
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

logger = logging.getLogger("giaoban.request")


class RequestLog:
    """Gives every request a number, the sender's own where it is sane; all records of the request carry it."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

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
                seconds = time.perf_counter() - begun
                self._metrics.answered(_method(scope), route_of(scope), status, seconds)
                _log(scope, status, seconds)


def request_number(asked: str) -> str:
    """The number a proxy or a client gave, or a new one."""
    return asked if _SANE.fullmatch(asked) else secrets.token_hex(8)


def route_of(scope: Scope) -> str:
    """The route as it stands in the code: a path may hold keys and whatever a stranger tried."""
    route = scope.get("route")
    if route is not None:
        return _addresses(scope["app"]).get(id(route), str(route.path))
    return "/static" if str(scope["path"]).startswith("/static/") else "-"


def _addresses(app: FastAPI) -> Mapping[int, str]:
    """The whole address of each route: a route of a router knows only its own part."""
    known: Mapping[int, str] | None = getattr(app.state, "addresses", None)
    if known is None:
        known = {id(one.original_route): str(one.path) for one in iter_route_contexts(app.routes)}
        app.state.addresses = known
    return known


def _method(scope: Scope) -> str:
    """A stranger may invent methods, as long as he likes."""
    method = str(scope["method"])
    return method if method in _METHODS else "-"


def _log(scope: Scope, status: int, seconds: float) -> None:
    route = route_of(scope)
    dull = route.startswith(_OFTEN) and status < 400  # noqa: PLR2004 - what is not an error
    fields: dict[str, Any] = {
        "method": _method(scope),
        "route": route,
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "staff": _staff_key(scope),
    }
    logger.log(logging.DEBUG if dull else logging.INFO, "request", extra=fields)


def _staff_key(scope: Scope) -> int | None:
    known = scope["state"].get("caller") or getattr(scope["state"].get("visit"), "guest", None)
    return known.viewer.staff_key if known is not None else None
