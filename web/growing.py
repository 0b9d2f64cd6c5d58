"""A page that is sent while it is worked out: its head at once, lines that say how far it is, then what came of it.

It needs no script: a browser shows what it has got so far, and the styles lay each line over the one before. What is
there before anything was told is an ordinary page with a status of its own. A fault in the middle is said in it.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from threading import Event

import anyio.to_thread
from fastapi.responses import Response, StreamingResponse

from database.unusable import disk_full, out_of_reach
from web.crash import answer_to, log_crash
from web.visit import Visit

HERE = "<!-- grows here -->"
"""Stands in the template where lines and what comes of them belong; nothing that people write can hold it."""
LEAST_SECONDS = 0.15
"""Between two lines: a reader follows no faster."""

Tell = Callable[[str, Mapping[str, object]], None]
"""Says how far it is, by the template of a line and what stands in it."""
Work = Callable[[Tell], Response]
"""Gives the whole page, in a thread of its own."""

logger = logging.getLogger("giaoban.web")


class ReaderGone(Exception):
    """Whoever asked for the page has left it. Stop working on it."""


async def grow(visit: Visit, head: Callable[[], Response], work: Work) -> Response:
    """The page that `work` gives. Once it tells how far it is, `head` is sent: the same page, without what it shows.

    Both hold `HERE`: what the whole page has up to there was sent already. What `work` raises before it told
    anything is raised here.
    """
    page = _Page(visit, head, work, asyncio.get_running_loop())
    page.begin()
    first = await page.parts.get()
    if isinstance(first, Exception):
        raise first
    if isinstance(first, Response):
        return first
    headers = {
        "content-language": visit.language,
        "vary": "cookie, accept-language",
        "x-accel-buffering": "no",  # a proxy passes every line on at once
    }
    return StreamingResponse(page.rest(first), media_type="text/html", headers=headers)


@dataclass
class _Page:
    """A page under work. The thread that works puts its parts down: text, then the whole page or what went wrong."""

    visit: Visit
    head: Callable[[], Response]
    work: Work
    loop: asyncio.AbstractEventLoop
    parts: "asyncio.Queue[str | Response | Exception]" = field(default_factory=asyncio.Queue)
    gone: Event = field(default_factory=Event)
    task: "asyncio.Task[None] | None" = None
    tail: str = ""
    """What comes after `HERE` where nothing came of it."""
    told_at: float = 0.0

    def begin(self) -> None:
        """Set the thread to work. The task is held here: the loop itself would forget it."""
        self.task = self.loop.create_task(anyio.to_thread.run_sync(self._run))

    async def rest(self, first: str) -> AsyncIterator[str]:
        """The text of the page, part by part."""
        try:
            part: str | Response | Exception = first
            while isinstance(part, str):
                yield part
                part = await self.parts.get()
            if isinstance(part, Response):
                yield "</ol>" + _text(part).partition(HERE)[2]
            else:
                yield "</ol>" + await anyio.to_thread.run_sync(self._broken, part) + self.tail
        finally:
            self.gone.set()

    def _run(self) -> None:
        try:
            self._put(self.work(self._tell))
        except ReaderGone:
            logger.debug("A page was left while it was worked out")
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            self._put(error)

    def _tell(self, template: str, facts: Mapping[str, object]) -> None:
        if self.gone.is_set():
            raise ReaderGone
        now, is_first = time.monotonic(), self.told_at == 0
        if not is_first and now - self.told_at < LEAST_SECONDS:
            return
        self.told_at = now
        line = self._render(template, facts)
        if is_first:
            begun, _, self.tail = _text(self.head()).partition(HERE)
            line = f'{begun}<ol class="growing" role="log">{line}'
        self._put(line)

    def _put(self, part: str | Response | Exception) -> None:
        self.loop.call_soon_threadsafe(self.parts.put_nowait, part)

    def _broken(self, error: Exception) -> str:
        scope, number = self.visit.request.scope, ""
        if out_of_reach(error) or disk_full(error):
            answer_to(scope, error)  # it only tells the log here: the answer has begun
        else:
            number = log_crash(scope, error)
        return self._render("refusals/broke_off.html", {"number": number})

    def _render(self, template: str, facts: Mapping[str, object]) -> str:
        return self.visit.parts.pages.render(self.visit.language, template, {**facts, "visit": self.visit})


def _text(page: Response) -> str:
    return bytes(page.body).decode()
