"""Bring a store's tables to the version of the code."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from database.postgresql import is_postgresql, postgresql_migrator
from database.sqlite import sqlite_migrator
from database.unusable import require_known, saying_what_is_wrong
from database.version import current, newest

logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each step it takes, and that it is read


@dataclass(frozen=True)
class Migrated:
    """What was found: `before` is the version of the store, None for an empty one; `copy` was made of it first."""

    before: str | None
    copy: Path | None = None


def migrate(url: str, metadata: sa.MetaData) -> Migrated:
    """Run what is missing, after a copy of what is there.

    If a step fails, the store stays as it was: restore nothing, read the message, try again. Raises StoreError for a
    URL of no store we know.
    """
    require_known(url)
    with saying_what_is_wrong(url), _connection(url) as connection:
        before = current(connection)
        if before == newest():
            return Migrated(before)
        from database.upgrading import upgrade  # a server starts without reading Alembic

        return Migrated(before, upgrade(connection, url, metadata))


@contextmanager
def _connection(url: str) -> Iterator[sa.Connection]:
    engine = postgresql_migrator(url) if is_postgresql(url) else sqlite_migrator(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
