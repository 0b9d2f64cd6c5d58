"""Opening the store, reading it, and the transaction edge.

SQLite has one writer behind one lock. The lock is ours, not SQLite's: waiting in Python is fair and does not burn
the busy timeout. On PostgreSQL writers work side by side, and rows are what they wait for.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

import sqlalchemy as sa

from database.errors import StoreError
from database.postgresql import (
    locks_crossed,
    postgresql_reader,
    postgresql_writer,
    require_usable,
)
from database.sqlite import sqlite_path, sqlite_reader, sqlite_url, sqlite_writer
from database.unusable import require_known, saying_what_is_wrong

__all__ = [
    "Database",
    "Session",
    "StoreError",
    "after_commit",
    "open_database",
    "sqlite_path",
    "sqlite_url",
]

Session = sa.Connection
"""What a use case receives: a connection inside a transaction that somebody else ends."""

Result = TypeVar("Result")
TRIES = 3
LONGEST_PAUSE_SECONDS = 0.05


@dataclass
class Database:
    """The store of one process. `write` is the edge: it commits at its end or rolls everything back."""

    url: str = field(repr=False)  # there may be a password in it
    writer: sa.Engine
    reader: sa.Engine
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    """Held while somebody writes, where only one can."""
    _writing: set[int] = field(default_factory=set)
    """The threads that are writing."""
    _reading: threading.local = field(default_factory=threading.local)
    """The session that this thread reads by."""

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the store and cannot change it.

        A block inside a block has the same one: threads that hold a connection and wait for a second would wait
        for each other.
        """
        held: Session | None = getattr(self._reading, "session", None)
        if held is not None:
            yield held
            return
        with self.reader.connect() as session:
            self._reading.session = session
            try:
                yield session
            finally:
                self._reading.session = None

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all kept when the block ends, or none of them if it raises.

        What was registered with `after_commit` runs once the commit is done, outside the lock. A block inside a
        block is a mistake and raises: rolling back the inner one would undo half of the outer.
        """
        thread = threading.get_ident()
        if thread in self._writing:
            raise RuntimeError("This thread is writing already. Pass its session on.")
        with self.turn:
            self._writing.add(thread)
            try:
                with self.writer.begin() as session:
                    session.info.pop("after_commit", None)
                    yield session
                    waiting: list[Callable[[], None]] = session.info.pop("after_commit", [])
            finally:
                self._writing.discard(thread)
        for act in waiting:
            act()

    def transact(self, work: Callable[[Session], Result]) -> Result:
        """Do work in a transaction of its own; once more where its locks and a rival's crossed.

        `work` may be called more than once: it changes nothing but the store.
        """
        for _ in range(TRIES - 1):
            try:
                with self.write() as session:
                    return work(session)
            except Exception as error:
                if not locks_crossed(error):
                    raise
                # of two that begin again at once each meets the other as before
                time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311  # not a secret
        with self.write() as session:
            return work(session)

    def close(self) -> None:
        """Give the connections back; the store can be opened again."""
        self.reader.dispose()
        self.writer.dispose()


def after_commit(session: Session, act: Callable[[], None]) -> None:
    """Do something once the transaction has held. If it is rolled back, `act` never runs."""
    session.info.setdefault("after_commit", []).append(act)


def open_database(url: str, *, readers: int = 8) -> Database:
    """Open the store behind a URL. It may be empty: `manage.py migrate` makes its tables.

    Raises StoreError, which says what to do, for a URL of no store we know and a server that does not let us in.
    """
    require_known(url)
    path = sqlite_path(url)
    if path is not None:
        return Database(url, sqlite_writer(url), sqlite_reader(path, readers), threading.Lock())
    database = Database(url, postgresql_writer(url), postgresql_reader(url, readers))
    with saying_what_is_wrong(url):
        require_usable(database.reader)
    return database
