from collections.abc import Iterator
from pathlib import Path

import pytest

from database.metadata import metadata
from database.session import Database, Session, open_database, sqlite_url
from notifications.tables import delivery, outbox, preference, webhook


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "store.sqlite")


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = open_database(store_url)
    metadata.create_all(opened.writer, [outbox, delivery, preference, webhook])
    yield opened
    opened.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened
