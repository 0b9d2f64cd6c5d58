from collections.abc import Iterator
from pathlib import Path

import pytest

from database.metadata import metadata
from database.session import open_database
from tests.engine.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    database = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    with database.writer.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma synchronous=off")
    metadata.create_all(database.writer)
    yield World(database)
    database.close()
