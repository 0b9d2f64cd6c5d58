"""Workers that wait for a job: however many wait, the store is asked once in a turn for each type, by one thread."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio.to_thread
from fastapi import FastAPI

Ask = Callable[[str, int], int]
"""How many jobs of a type are free, counted up to a number."""

PAUSE_SECONDS = 0.25
MOST_WAITING = 1000
"""More than these are answered at once, with nothing."""


@dataclass
class Patience:
    """Until when somebody waits, on the clock of the event loop."""

    until: float

    @property
    def left(self) -> float:
        """Seconds."""
        return self.until - asyncio.get_running_loop().time()


@dataclass
class WaitingRoom:
    """Those who wait, by type, first come first served."""

    ask: Ask
    waiting: dict[str, deque[asyncio.Event]] = field(default_factory=lambda: defaultdict(deque))
    _watch: "asyncio.Task[None] | None" = None

    @staticmethod
    def patience(seconds: float) -> Patience:
        """So many seconds from now."""
        return Patience(asyncio.get_running_loop().time() + seconds)

    async def wait(self, kind: str, patience: Patience) -> bool:
        """Wait until a job of this type may be free; False where patience, or the room, comes to its end."""
        if patience.left <= 0 or self._count() >= MOST_WAITING:
            return False
        called = asyncio.Event()
        self.waiting[kind].append(called)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.get_running_loop().create_task(self._keep_watch())
        try:
            await asyncio.wait_for(called.wait(), patience.left)
        except TimeoutError:
            return False
        finally:
            self._leave(kind, called)
        return True

    def _count(self) -> int:
        return sum(len(queue) for queue in self.waiting.values())

    def _leave(self, kind: str, called: asyncio.Event) -> None:
        queue = self.waiting[kind]
        if called in queue:
            queue.remove(called)
        if not queue:
            del self.waiting[kind]

    async def _keep_watch(self) -> None:
        """While anybody waits: call as many as there are jobs."""
        while self.waiting:
            await asyncio.sleep(PAUSE_SECONDS)
            for kind, queue in list(self.waiting.items()):
                for _ in range(await self._free(kind, len(queue))):
                    if queue:
                        queue.popleft().set()

    async def _free(self, kind: str, most: int) -> int:
        try:
            return await anyio.to_thread.run_sync(self.ask, kind, most)
        except Exception:  # noqa: BLE001  # each of them asks for himself, and is told what is wrong
            return most


def waiting_room(app: FastAPI, ask: Ask) -> WaitingRoom:
    """The waiting room of an application."""
    state: Any = app.state
    if not hasattr(state, "waiting_room"):
        state.waiting_room = WaitingRoom(ask)
    room: WaitingRoom = state.waiting_room
    return room
