"""Several people at one task, and one who sends the same form many times at once: one wins, all others are told.

Over HTTP; on PostgreSQL to two servers at once.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bench.clerks import ANSWERS, BROKEN, DONE, SOMEBODY_ELSE, open_task, post
from bench.country import OPENED, begin_month, open_month
from bench.passing_time import clock
from bench.proof import Figures, require, require_whole_history, rows_of
from bench.serving import serving
from bench.visitor import Visitor
from database.session import Database, Session
from engine.due import has_workers
from organisation.roles import HEAD
from organisation.tables import posting, staff, unit
from workflows.tables import report_version

LATER = OPENED + timedelta(minutes=1)


@dataclass(frozen=True)
class Entry:
    """Somebody who runs for a task."""

    visitor: Visitor
    fields: dict[str, str]


def races(database: Database, number: int, contenders: int = 8) -> Figures:
    """So many approvals, each sent at once by so many heads of the commune: one of them has sent the report."""
    with _open_office(database) as addresses:
        heads = _heads_of_all(database, addresses[0], number, contenders)
        told: Counter[int] = Counter()
        for place in range(1, number + 1):
            handle = f"C{place:05}"
            _draft(database, addresses[0], handle)
            rivals = [heads[(place - 1 + step) % number] for step in range(contenders)]
            entries = [Entry(rival, {"decision": "approve"}) for rival in rivals]
            told += _run(addresses, _must_be_open(database, handle, "approve"), entries)
    with database.read() as session:
        _require_once_each(session, "approve", number)
        versions = session.execute(sa.select(sa.func.count()).select_from(report_version)).scalar_one()
        require(versions == number, "Reports were sent more or less than once:", versions)
        return {"races": number, "contenders": contenders, **_told(told), **_whole(session)}


def double_submits(database: Database, number: int, at_once: int = 50) -> Figures:
    """So many drafts, each sent so many times at once by its clerk: it is put before the head once."""
    with _open_office(database) as addresses:
        told: Counter[int] = Counter()
        for place in range(1, number + 1):
            handle = f"C{place:05}"
            clerk = Visitor(database, addresses[0], f"{handle}.reporter".lower())
            copies = [Entry(clerk, {"_revision": "0", **ANSWERS})] * at_once
            told += _run(addresses, _must_be_open(database, handle, "draft"), copies)
    with database.read() as session:
        _require_once_each(session, "draft", number)
        return {"forms": number, "at_once": at_once, **_told(told), **_whole(session)}


@contextmanager
def _open_office(database: Database) -> Iterator[Sequence[str]]:
    """The addresses of the servers of a store whose cycle is open; nothing but the race goes on in it."""
    if has_workers(database):
        begin_month(database)
        with clock(database, OPENED) as shown:
            shown.show(OPENED)
    else:
        open_month(database)
    with ExitStack() as stack:
        servers = 2 if has_workers(database) else 1
        yield [stack.enter_context(serving(database.url, LATER))[0] for _ in range(servers)]


def _run(addresses: Sequence[str], key: int, entries: Sequence[Entry]) -> Counter[int]:
    """All at once; the statuses they were answered. Raises ProofFailed unless one won and the others were told."""
    statuses: list[int] = []
    start = threading.Barrier(len(entries))

    def send(place: int, entry: Entry) -> None:
        runner = Visitor.again(entry.visitor)
        start.wait()
        address = addresses[place % len(addresses)]
        status, location = post(runner, address, f"/tasks/{key}", do="submit", **entry.fields)
        refused = status == DONE and "done=" not in location  # it leads back to the draft
        statuses.append(BROKEN if refused else status)

    runners = [threading.Thread(target=send, args=pair) for pair in enumerate(entries)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    told = Counter(statuses)
    expected = Counter({DONE: 1, SOMEBODY_ELSE: len(entries) - 1})
    require(told == expected, f"Task {key} had not one winner:", dict(told))
    return told


def _draft(database: Database, address: str, handle: str) -> None:
    clerk = Visitor(database, address, f"{handle}.reporter".lower())
    key = _must_be_open(database, handle, "draft")
    status, location = post(clerk, address, f"/tasks/{key}", do="submit", _revision="0", **ANSWERS)
    require(status == DONE and "done=" in location, "A draft was not sent:", status, location)


def _must_be_open(database: Database, handle: str, element: str) -> int:
    key = open_task(database, handle, element)
    require(key is not None, "There is no such task:", handle, element)
    return key or 0


def _heads_of_all(database: Database, address: str, number: int, contenders: int) -> list[Visitor]:
    """The heads of the communes, each of whom may also act as head in the communes before his."""
    with database.write() as session:
        units = _keys(session, sa.select(unit.c.code, unit.c.key).where(unit.c.level == "commune"))
        people = _keys(session, sa.select(staff.c.username, staff.c.key))
        rows = [
            {
                "staff": people[f"c{(place + step) % number + 1:05}.head"],
                "unit": units[f"C{place + 1:05}"],
                "role": HEAD,
            }
            for place in range(number)
            for step in range(1, contenders)
        ]
        session.execute(sa.insert(posting), rows)
    return [Visitor(database, address, f"c{place:05}.head") for place in range(1, number + 1)]


def _keys(session: Session, query: sa.Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _require_once_each(session: Session, element: str, number: int) -> None:
    done = Counter(row.data["task"] for row in rows_of(session, "completed") if row.element == element)
    require(len(done) == number and set(done.values()) == {1}, "Not every task was done once.")


def _told(told: Counter[int]) -> Figures:
    return {"won": told[DONE], "told_somebody_else": told[SOMEBODY_ELSE]}


def _whole(session: Session) -> Figures:
    return {"chains_valid": require_whole_history(session)}
