"""A furnished store, made once and copied, and a cycle opened in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from tests.workflows.cycle import Cycle, furnish
from web.schema import metadata


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Passwords are slow to hash on purpose, and migrations need not run for every test."""
    folder = tmp_path_factory.mktemp("furnished")
    path = folder / "store.db"
    migrate(sqlite_url(path), metadata)
    opened = open_database(sqlite_url(path))
    furnish(opened, folder)
    opened.writer.dispose()
    opened.close()
    return path


@pytest.fixture
def database(furnished: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "store.db"
    path.write_bytes(furnished.read_bytes())
    opened = open_database(sqlite_url(path))
    yield opened
    opened.close()


@pytest.fixture
def cycle(database: Database) -> Cycle:
    """Not opened yet: `cycle.open()`."""
    return Cycle(database)
