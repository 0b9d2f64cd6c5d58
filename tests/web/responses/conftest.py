"""The pages over a burst water main in a small country, see tests/workflows/response/incidents.py."""

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.workflows.conftest import database
from tests.workflows.cycle import at
from tests.workflows.response.incidents import Flood
from tests.workflows.steps import Steps
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def flood(database: Database) -> Flood:
    """Not begun yet: `flood.begun()`."""
    return Flood(Steps(database, at(5, 9)))


@pytest.fixture
def app(database: Database, flood: Flood, settings: Settings) -> FastAPI:
    """Its clock is the response's."""
    return create_app(database, HOUSE, settings, clock=lambda: flood.steps.now)


__all__ = ["database"]
