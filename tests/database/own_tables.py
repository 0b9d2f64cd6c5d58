"""A store that holds nothing but the tables of one module of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from database.session import Database, open_database
from tests.stores import Stores


@pytest.fixture
def database(
    stores: Stores, store_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """The module's tables are in its `local`."""
    url = stores.empty(store_kind, tmp_path)
    opened = open_database(url)
    with opened.write() as session:
        request.module.local.create_all(session)
    yield opened
    opened.close()
    stores.remove(url)
