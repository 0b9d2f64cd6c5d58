"""Clerks and heads at work while their servers are disturbed, each with a ledger of what he was told.

Whoever hears nothing, or that it did not work, sends the same again until he is told that it is done.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import sqlalchemy as sa

from bench.visitor import Visitor
from database.session import Database
from engine.tables import OPEN_TASK, task
from workflows.tables import cycle_unit, report

DONE, SOMEBODY_ELSE, BROKEN = 303, 409, 500
ANSWER_SECONDS = 60
PAUSE_SECONDS = 0.1
HEADS_EVERY = 10
"""Every tenth report is approved too: its document costs more than all the rest."""
ANSWERS = {
    "overview": "Tình hình địa bàn ổn định.",
    "issues.0.field": "infrastructure",
    "issues.0.place": "all",
    "issues.0.summary": "Nước ngập sau mưa lớn, rút chậm.",
    "issues.0.source": "hotline",
    "issues.0.mentions": "14",
    "issues.0.urgency": "normal",
    "issues.0.status": "new",
}


@dataclass
class Ledger:
    """What clients were told, and how often. Shared by their threads."""

    acknowledged: Counter[int] = field(default_factory=Counter)
    """Times that somebody was told this task is done, by its key."""
    approved: set[int] = field(default_factory=set)
    """Those of them that sent a report off."""
    unheard: int = 0
    """Answers that never came, or said that it had not worked."""
    found_done: int = 0
    """Tasks that had been done by a request nobody heard of again."""
    strange: list[str] = field(default_factory=list)

    def told(self) -> int:
        """How many tasks somebody knows to be done."""
        return len(self.acknowledged)


@dataclass
class Clerks:
    """The staff of a province's communes; each thread takes every so many-th commune in turn."""

    database: Database
    addresses: Sequence[str]
    ledger: Ledger = field(default_factory=Ledger)
    stopping: threading.Event = field(default_factory=threading.Event)

    def work(self, communes: Sequence[int]) -> None:
        """Send the drafts of these communes, and the head's approval of some."""
        for number in communes:
            if self.stopping.is_set():
                return
            self._report(f"C{number:05}", approved=number % HEADS_EVERY == 1)

    def _report(self, handle: str, *, approved: bool) -> None:
        key = self._await(lambda: open_task(self.database, handle, "draft"))
        if key is None or not self._send(f"{handle}.reporter", key, _revision="0", **ANSWERS) or not approved:
            return
        key = self._await(lambda: open_task(self.database, handle, "approve"))
        if key is not None and self._send(f"{handle}.head", key, decision="approve"):
            self.ledger.approved.add(key)

    def _await(self, ask: Callable[[], int | None]) -> int | None:
        while not self.stopping.is_set():
            try:
                if (found := ask()) is not None:
                    return found
            except sa.exc.DBAPIError:
                pass  # the store is away
            self.stopping.wait(PAUSE_SECONDS)
        return None

    def _send(self, username: str, key: int, **fields: str) -> bool:
        """Send until told that it is done. What was begun is brought to its end, even when work is over."""
        visitor = self._sign_in(username.lower())
        broken_off = False
        for turn in range(10_000):
            address = self.addresses[(key + turn) % len(self.addresses)]
            status, location = post(visitor, address, f"/tasks/{key}", do="submit", **fields)
            if status == DONE and "done=" in location:
                self.ledger.acknowledged[key] += 1
                return True
            if status == SOMEBODY_ELSE and broken_off:
                self.ledger.acknowledged[key] += 1
                self.ledger.found_done += 1
                return True
            if status and status < BROKEN:
                self.ledger.strange.append(f"{username} {key}: {status} {location}")
                return False
            broken_off = True
            self.ledger.unheard += 1
            threading.Event().wait(PAUSE_SECONDS)
        return False

    def _sign_in(self, username: str) -> Visitor:
        while True:
            try:
                return Visitor(self.database, self.addresses[0], username)
            except sa.exc.DBAPIError:  # the store is away
                threading.Event().wait(PAUSE_SECONDS)


def post(visitor: Visitor, address: str, path: str, **fields: str) -> tuple[int, str]:
    """The answer, or status 0 where none came."""
    visitor.connection.close()
    visitor.connection = HTTPConnection(urlsplit(address).netloc, timeout=ANSWER_SECONDS)
    try:
        return visitor.post(path, **fields)
    except (OSError, HTTPException):
        return 0, ""
    finally:
        visitor.connection.close()


def open_task(database: Database, handle: str, element: str) -> int | None:
    """The open task of a unit's report, or None."""
    with database.read() as session:
        found = session.execute(
            sa.select(task.c.key)
            .join(report, report.c.instance_key == task.c.instance_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .where(cycle_unit.c.handle == handle, task.c.element == element, OPEN_TASK)
        ).scalar_one_or_none()
    return None if found is None else int(found)


@contextmanager
def at_work(clerks: Clerks, communes: int, threads: int) -> Iterator[None]:
    """So many of them at once, until the block ends; then each finishes what he has begun."""
    places = range(1, communes + 1)
    working = [
        threading.Thread(target=clerks.work, args=(places[first::threads],)) for first in range(threads)
    ]
    for thread in working:
        thread.start()
    try:
        yield
    finally:
        clerks.stopping.set()
        for thread in working:
            thread.join()
