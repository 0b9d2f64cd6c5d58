"""SQLite: one writer connection and a pool of read-only ones. A reader never waits for the writer (WAL)."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

BUSY_TIMEOUT_SECONDS = 15
CACHE_KIB = 6_144
"""A larger cache made steps dearer in a store of a province: SQLite goes along all of it at the end of a transaction
that has split a page, and pages that lie close together stay in the processor's own cache. What is not kept here the
operating system keeps."""
WRITING = (
    "journal_mode=wal",
    "synchronous=full",
    "foreign_keys=on",
    # what is deleted is deleted: its bytes do not stay in the pages of the file
    "secure_delete=fast",
    # a part of a step that changes more than 15 pages would keep their former state in a file made for it
    "temp_store=memory",
    f"cache_size=-{CACHE_KIB}",
)
"""How the writer's connection is set up."""


def sqlite_url(path: Path) -> str:
    """The URL of a store in one file."""
    return f"sqlite:///{path}"


def sqlite_path(url: str) -> Path | None:
    """The file behind a URL; None for a store that is no file."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def sqlite_writer(url: str) -> sa.Engine:
    """One connection that says BEGIN IMMEDIATE: who has it writes alone."""
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
        for pragma in WRITING:
            connection.execute(f"pragma {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(session: sa.Connection) -> None:
        session.exec_driver_sql("begin immediate")

    return engine


def sqlite_reader(path: Path, readers: int) -> sa.Engine:
    """Connections that can only read, each transaction one snapshot."""

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


def sqlite_migrator(url: str) -> sa.Engine:
    """A connection for migrations: references are not enforced while tables are rebuilt."""
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("pragma foreign_keys=off")
        connection.execute("pragma journal_mode=wal")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("begin immediate")

    return engine
