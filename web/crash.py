"""The last resort: an error nobody expected becomes a page with a number, and a log entry with the same number."""

import logging
import secrets

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.failures import where_it_broke
from web.rest.paths import for_programs
from web.rest.problems import problem
from web.sent_content import sent_content
from web.visit import visit_by
from web.watch.requests import route_of

logger = logging.getLogger("giaoban.web")


class CrashPage:
    """Answers 500 for whatever leaves the application, unless the answer has already begun."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; answer 500 if that fails."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched_send(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except Exception as error:
            number = log_crash(scope, error)
            if begun:
                raise
            page = await run_in_threadpool(crash_page, Request(scope), number)
            await page(scope, receive, send)


def crash_page(request: Request, number: str) -> Response:
    """The page with the number and what was typed. Nobody is recognised: the store may be what broke."""
    if for_programs(request):
        return problem(request, 500, f"This was a fault of ours. Tell the operator its number: {number}.")
    _kept, typed = sent_content(request)
    return visit_by(request, None).page("refusals/crash.html", status=500, number=number, typed=typed)


def log_crash(scope: Scope, error: Exception) -> str:
    """Log where it broke, never with what: messages of a database error quote what people wrote."""
    number = secrets.token_hex(4)
    place = f"{scope['method']} {route_of(scope)}"
    logger.error("Crash %s in %s: %s", number, place, where_it_broke(error), extra={"crash": number})
    return number
