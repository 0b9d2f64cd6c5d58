"""The pages over a cycle in a small country: District 1 with Wards 3 and 4, see tests/workflows/cycle.py."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from tests.workflows.cycle import Cycle, furnish
from web.app import create_app
from web.schema import metadata
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the cycle open; every test works on a copy."""
    folder = tmp_path_factory.mktemp("country")
    path = folder / "store.db"
    migrate(sqlite_url(path), metadata)
    opened = open_database(sqlite_url(path))
    furnish(opened, folder)
    Cycle(opened).open()
    opened.writer.dispose()
    opened.close()
    return path


@pytest.fixture
def cycle(database: Database) -> Cycle:
    """The cycle of May 2025, just opened."""
    return Cycle(database, key=1)


@pytest.fixture
def app(database: Database, cycle: Cycle, settings: Settings) -> FastAPI:
    """Its clock is the cycle's."""
    return create_app(database, HOUSE, settings, clock=lambda: cycle.now)
