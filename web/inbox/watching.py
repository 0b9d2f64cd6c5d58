"""One look for all who wait: a task of this process asks the store how their tasks stand and wakes those concerned.

Nobody who waits holds a session or a thread; a process in which nobody waits asks nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field

from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError

Look = Callable[[AbstractSet[str]], Mapping[str, object]]
"""Asks the store how the open tasks of some groups stand: a mark of each, another one once something changes."""

LOOK_SECONDS = 3.0
HEARTBEAT_SECONDS = 20.0
LONGEST_SECONDS = 600.0
MOST_OF_ONE = 4
"""Of one session: a browser keeps six lines to a host, and needs some for pages."""
MOST = 2000


@dataclass(eq=False)
class Waiter:
    """A page that waits: whose session it is, and the groups whose tasks are news to it."""

    holder: str
    groups: frozenset[str]
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """Those of one process who wait for news of their tasks."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._waiters: set[Waiter] = set()
        self._looking: asyncio.Task[None] | None = None
        self._closing = False

    def has_room(self, holder: str) -> bool:
        """Whether one more page of a session may wait."""
        of_one = sum(waiter.holder == holder for waiter in self._waiters)
        return not self._closing and of_one < MOST_OF_ONE and len(self._waiters) < MOST

    async def events(self, holder: str, groups: frozenset[str]) -> AsyncGenerator[str, None]:
        """What is sent to a page until it has waited long enough: it comes again, and is recognised anew."""
        waiter = Waiter(holder, groups)
        self._waiters.add(waiter)
        try:
            self._look_on()
            yield "retry: 5000\n\n"
            clock = asyncio.get_running_loop().time
            ends = clock() + LONGEST_SECONDS
            while not self._closing and clock() < ends:
                with suppress(TimeoutError):
                    await asyncio.wait_for(waiter.woken.wait(), HEARTBEAT_SECONDS)
                yield "event: tasks\ndata: new\n\n" if waiter.woken.is_set() else ": still here\n\n"
                waiter.woken.clear()
        finally:
            self._waiters.discard(waiter)

    def close(self) -> None:
        """The server stops: nobody waits any longer."""
        self._closing = True
        for waiter in self._waiters:
            waiter.woken.set()

    def _look_on(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        known: Mapping[str, object] = {}
        while self._waiters and not self._closing:
            with suppress(SQLAlchemyError):  # the store is away: the next look tells whether it is back
                groups = frozenset[str]().union(*(waiter.groups for waiter in self._waiters))
                found = await run_sync(self._look, groups)
                self._wake({group for group in found.keys() & known.keys() if found[group] != known[group]})
                known = found
            await asyncio.sleep(LOOK_SECONDS)

    def _wake(self, groups: set[str]) -> None:
        for waiter in self._waiters:
            if not waiter.groups.isdisjoint(groups):
                waiter.woken.set()
