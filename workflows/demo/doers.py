"""Who does what is due while a month is played: this process, or workers beside it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from typing_extensions import override

from database.session import Database, Session, open_database
from engine.due import has_workers
from engine.host import Host
from engine.pump import earliest_due, pump
from workflows.clock import stand_still
from workflows.demo.empty import require_empty
from workflows.errors import Refused
from workflows.house import HOUSE

LOOK_AGAIN_SECONDS = 0.05
Alive = Callable[[], bool]


class Doers(Protocol):
    """Turns the clock and sees to it that what is due gets done."""

    def turn_clock(self, now: datetime) -> None:
        """From now on it is this moment."""

    def settle(self, now: datetime) -> None:
        """Return when nothing that is due at this moment is left to do."""


@contextmanager
def on_empty_store(url: str, root_code: str, alive: Alive | None) -> Iterator[tuple[Database, Doers]]:
    """A migrated store and those who play on it. The store stays.

    With `alive`, workers beside this process do what is due, and it says whether one is left. Refused for a store
    that holds anything.
    """
    database = open_database(url)
    try:
        with database.read() as session:
            require_empty(session)
        yield database, Workers(database, root_code, alive) if alive else Here(database, HOUSE, root_code)
    finally:
        database.close()


class Here(Doers):
    """This process does everything itself, in order.

    Workers may run beside it on a store that several machines share: the clock of the store stands for them, too,
    and what they have begun is waited for.
    """

    def __init__(self, database: Database, host: Host, root_code: str) -> None:
        self._database, self._host, self._root_code = database, host, root_code
        self._is_shared = has_workers(database)

    @override
    def turn_clock(self, now: datetime) -> None:
        if self._is_shared:
            with self._database.write() as session:
                stand_still(session, now, self._root_code)

    @override
    def settle(self, now: datetime) -> None:
        pump(self._database, self._host, now)
        while self._is_shared and not self._at_rest(now):
            time.sleep(LOOK_AGAIN_SECONDS)
            pump(self._database, self._host, now)

    def _at_rest(self, now: datetime) -> bool:
        from engine.queue import nobody_is_at_work

        with self._database.read() as session:
            return _nothing_due(session, now) and nobody_is_at_work(session)


class Workers(Doers):
    """Worker processes do it. The clock of the store stands still meanwhile: their pace changes nothing.

    `alive` says whether there is one left; Refused where none is.
    """

    def __init__(self, database: Database, root_code: str, alive: Alive) -> None:
        self._database, self._root_code, self._alive = database, root_code, alive

    @override
    def turn_clock(self, now: datetime) -> None:
        with self._database.write() as session:
            stand_still(session, now, self._root_code)

    @override
    def settle(self, now: datetime) -> None:
        while not self._at_rest(now):
            if not self._alive():
                raise Refused(
                    "Không còn worker nào chạy. Xem nhật ký của chúng rồi làm lại trên kho mới.",
                    "No worker is left. Look into their logs, then start again on a new store.",
                )
            time.sleep(LOOK_AGAIN_SECONDS)

    def _at_rest(self, now: datetime) -> bool:
        from engine.queue import is_at_rest  # only where there are workers: SQLite starts without loading it

        with self._database.read() as session:
            return _nothing_due(session, now) and is_at_rest(session)


def _nothing_due(session: Session, now: datetime) -> bool:
    due = earliest_due(session)
    return due is None or due > now
