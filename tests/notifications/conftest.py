from collections.abc import Iterator
from pathlib import Path

import pytest

from database.session import Database, Session
from tests.stores import Stores, nothing


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    with stores.opened(store_kind, nothing, tmp_path) as opened:
        yield opened


@pytest.fixture
def store_url(database: Database) -> str:
    return database.url


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened
