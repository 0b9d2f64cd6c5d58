"""Opening the store, reading it, and the transaction edge.

SQLite has ONE writer connection behind one lock and a pool of read-only ones; a reader never waits for the
writer (WAL). The lock is ours, not SQLite's: waiting in Python is fair and does not burn the busy timeout.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

Session = sa.Connection
"""What a use case receives: a connection inside a transaction that somebody else ends."""

BUSY_TIMEOUT_SECONDS = 15


class StoreError(Exception):
    """The store cannot be used as asked. `text` says what to do, in vi and en."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


@dataclass
class Database:
    """The store of one process. `write` is the edge: it commits at its end or rolls everything back."""

    url: str
    writer: sa.Engine
    reader: sa.Engine
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _writing: int | None = None
    """The thread that holds the turn."""

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the store and cannot change it."""
        with self.reader.connect() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all kept when the block ends, or none of them if it raises.

        What was registered with `after_commit` runs once the commit is done, outside the lock. A block inside a
        block is a mistake and raises: rolling back the inner one would undo half of the outer.
        """
        if self._writing == threading.get_ident():
            raise RuntimeError("This thread is writing already. Pass its session on.")
        with self._turn:
            self._writing = threading.get_ident()
            try:
                with self.writer.begin() as session:
                    session.info.pop("after_commit", None)
                    yield session
                    waiting: list[Callable[[], None]] = session.info.pop("after_commit", [])
            finally:
                self._writing = None
        for act in waiting:
            act()

    def close(self) -> None:
        """Give the connections back; the store can be opened again."""
        self.reader.dispose()
        self.writer.dispose()


def after_commit(session: Session, act: Callable[[], None]) -> None:
    """Do something once the transaction has held. If it is rolled back, `act` never runs."""
    session.info.setdefault("after_commit", []).append(act)


def sqlite_url(path: Path) -> str:
    """The URL of a store in one file."""
    return f"sqlite:///{path}"


def sqlite_path(url: str) -> Path | None:
    """The file behind a URL; None for a store that is no file."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def open_database(url: str, *, readers: int = 8) -> Database:
    """Open the store behind a URL. It may be empty: `manage.py migrate` makes its tables."""
    path = sqlite_path(url)
    if path is not None:
        if not path.parent.is_dir():
            raise StoreError(
                f"Chưa có thư mục {path.parent}. Tạo thư mục đó rồi khởi động lại.",
                f"The folder {path.parent} does not exist. Create it, then start again.",
            )
        return Database(url, _sqlite_writer(url), _sqlite_reader(path, readers))
    kind = url.split(":", 1)[0]
    raise StoreError(
        f"Không biết loại kho {kind}. Dùng sqlite:///ĐƯỜNG-DẪN.",
        f"{kind} is not a store we know. Use sqlite:///PATH.",
    )


def _sqlite_writer(url: str) -> sa.Engine:
    engine = sa.create_engine(
        url,
        poolclass=sa.pool.StaticPool,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_TIMEOUT_SECONDS,
            "cached_statements": 256,
        },
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on"):
            connection.execute(f"pragma {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(session: sa.Connection) -> None:
        session.exec_driver_sql("begin immediate")

    return engine


def _sqlite_reader(path: Path, readers: int) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{path}?mode=rw", uri=True, check_same_thread=False, timeout=BUSY_TIMEOUT_SECONDS
        )
        connection.isolation_level = None
        connection.execute("pragma query_only=on")
        return connection

    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=sa.pool.QueuePool, pool_size=readers, max_overflow=60
    )

    @sa.event.listens_for(engine, "begin")
    def begin(session: sa.Connection) -> None:
        session.exec_driver_sql("begin")  # one snapshot for the whole request

    return engine
