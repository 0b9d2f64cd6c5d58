"""Stores for the tests of every room: SQLite, and where a test asks for it PostgreSQL too.

A test that shall hold on both stores is marked `BOTH_STORES` (or its module is: `pytestmark = BOTH_STORES`) and takes
its store from a fixture that uses `store_kind`, such as `world`, `database` or `cycle`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from database.migrate import migrate
from database.session import Database, Session, open_database, sqlite_path, sqlite_url
from tests.postgresql import Server
from web.schema import metadata

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH_STORES = pytest.mark.stores(SQLITE, POSTGRESQL)
ON_POSTGRESQL = pytest.mark.stores(POSTGRESQL)

Furnish = Callable[[Database, Path], None]
"""Fills a migrated store; may leave files in the folder. One that has `upon` goes on where that one ended."""


def nothing(_database: Database, _folder: Path) -> None:
    """The tables alone."""


@dataclass
class Stores:
    """Makes stores of both kinds. What is furnished alike is made once and cloned for each test."""

    folder: Path
    start: Callable[[], Server]
    """The server, started when it is first asked for."""
    made: dict[tuple[str, Furnish], str] = field(default_factory=dict)
    compiled: dict[tuple[str, str], tuple[Dialect, dict[Any, Any]]] = field(default_factory=dict)

    def empty(self, kind: str, folder: Path) -> str:
        """The URL of a store without tables."""
        return sqlite_url(folder / "store.db") if kind == SQLITE else self.start().new()

    def clone(self, kind: str, furnish: Furnish, folder: Path) -> str:
        """The URL of a migrated store that holds what `furnish` put into it."""
        template = self.made.get((kind, furnish)) or self._make(kind, furnish)
        if kind == POSTGRESQL:
            return self.start().new(str(sa.make_url(template).database))
        path = sqlite_path(template)
        assert path is not None
        target = folder / "store.db"
        target.write_bytes(path.read_bytes())
        return sqlite_url(target)

    def remove(self, url: str) -> None:
        """Drop a database; a file goes with its folder."""
        if sqlite_path(url) is None:
            self.start().drop(url)

    @contextmanager
    def opened(self, kind: str, furnish: Furnish, folder: Path) -> Iterator[Database]:
        """A clone, open for one test."""
        url = self.clone(kind, furnish, folder)
        database = open_database(url)
        self._spare_compiling(database, kind)
        try:
            _hurry(database, kind)
            yield database
        finally:
            database.close()
            self.remove(url)

    def _spare_compiling(self, database: Database, kind: str) -> None:
        """What one test has compiled the next one runs: a new engine would compile every statement anew."""
        for which in ("writer", "reader"):
            engine = getattr(database, which)
            dialect, compiled = self.compiled.setdefault((kind, which), (engine.dialect, {}))
            engine.dialect = dialect
            setattr(database, which, engine.execution_options(compiled_cache=compiled))

    def _make(self, kind: str, furnish: Furnish) -> str:
        folder = Path(mkdtemp(prefix=f"{kind}-", dir=self.folder))
        if furnish is nothing:
            url = self.empty(kind, folder)
            migrate(url, metadata)
        else:
            url = self.clone(kind, getattr(furnish, "upon", nothing), folder)
        database = open_database(url)
        furnish(database, folder)
        database.close()
        self.made[kind, furnish] = url
        return url


def _hurry(database: Database, kind: str) -> None:
    """A test's store need not survive the machine."""
    if kind == SQLITE:
        with database.writer.connect() as connection:
            connection.exec_driver_sql("commit")
            connection.exec_driver_sql("pragma synchronous=off")


def somebody_waits(session: Session) -> bool:
    """On PostgreSQL: whether a rival stands behind the locks of this transaction, a minute at the longest."""
    waiting = sa.text("select 1 from pg_locks where not granted limit 1")
    pauses = (Event().wait(0.05) for _ in range(1200))
    return any(session.execute(waiting).first() is not None for _ in pauses)
