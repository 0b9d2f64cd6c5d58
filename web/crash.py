"""The last resort: an error nobody expected becomes a page with a number, and a log entry with the same number.

A store that does not answer is no crash: who asked is told to come back, and the next request asks it anew.
"""

import logging
import secrets
from collections.abc import Callable
from functools import partial

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from database.unusable import disk_full, out_of_reach
from engine.failures import where_it_broke
from web.rest.paths import for_programs
from web.rest.problems import problem
from web.sent_content import sent_content
from web.visit import visit_by_nobody
from web.watch.requests import route_of

logger = logging.getLogger("giaoban.web")

AGAIN_SECONDS = 30
AWAY = "The store does not answer right now. Nothing of this request was saved."
FULL = "The disk of the store is full. Nothing of this request was saved. Tell the operator to make room."


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
            answer = answer_to(scope, error)
            if begun:
                raise
            page = await run_in_threadpool(answer, Request(scope))
            await page(scope, receive, send)


def answer_to(scope: Scope, error: Exception) -> Callable[[Request], Response]:
    """Log what broke; what is answered, if it still can be."""
    if disk_full(error):
        logger.error("The disk of the store is full in %s: make room", _place(scope))
        return partial(away_page, full=True)
    if out_of_reach(error):
        logger.error("The store does not answer in %s: %s", _place(scope), type(error).__name__)
        return away_page
    return partial(crash_page, number=log_crash(scope, error))


def away_page(request: Request, *, full: bool = False) -> Response:
    """The store does not answer, or its disk is `full`: nothing was saved, and it is worth trying again."""
    again = {"retry-after": str(AGAIN_SECONDS)}
    if for_programs(request):
        detail = FULL if full else f"{AWAY} Send it again in {AGAIN_SECONDS} seconds."
        return problem(request, 503, detail, headers=again)
    _kept, typed = sent_content(request)
    facts = {"typed": typed, "full": full, "sent": request.method == "POST"}
    page = visit_by_nobody(request).page("refusals/away.html", status=503, **facts)
    page.headers.update(again)
    return page


def crash_page(request: Request, number: str) -> Response:
    """The page with the number and what was typed. Nobody is recognised: the store may be what broke."""
    if for_programs(request):
        return problem(request, 500, f"This was a fault of ours. Tell the operator its number: {number}.")
    _kept, typed = sent_content(request)
    return visit_by_nobody(request).page("refusals/crash.html", status=500, number=number, typed=typed)


def log_crash(scope: Scope, error: Exception) -> str:
    """Log where it broke, never with what: messages of a database error quote what people wrote."""
    number = secrets.token_hex(4)
    logger.error("Crash %s in %s: %s", number, _place(scope), where_it_broke(error), extra={"crash": number})
    return number


def _place(scope: Scope) -> str:
    return f"{scope['method']} {route_of(scope)}"
