"""Bring a store's tables to the version of the code."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from database.postgresql import is_postgresql, postgresql_migrator
from database.sqlite import sqlite_migrator
from database.unusable import saying_what_is_wrong
from database.version import current, newest

logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each step it takes, and that it is read


def migrate(url: str, metadata: sa.MetaData) -> Path | None:
    """Run what is missing. Returns the copy made before, or None when nothing was there to copy.

    If a step fails, the store stays as it was: restore nothing, read the message, try again.
    """
    with saying_what_is_wrong(url), _connection(url) as connection:
        if current(connection) == newest():
            return None
        from database.upgrading import upgrade  # a server starts without reading Alembic

        return upgrade(connection, url, metadata)


@contextmanager
def _connection(url: str) -> Iterator[sa.Connection]:
    engine = postgresql_migrator(url) if is_postgresql(url) else sqlite_migrator(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
