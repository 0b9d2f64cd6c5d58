"""The pages over a data call in a small country, see tests/workflows/data_call/calling.py."""

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.workflows.conftest import database
from tests.workflows.cycle import at
from tests.workflows.data_call.calling import Calling
from tests.workflows.steps import Steps
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def calling(database: Database) -> Calling:
    """Not sent yet: `calling.call()`."""
    return Calling(Steps(database, at(5, 9)))


@pytest.fixture
def app(database: Database, calling: Calling, settings: Settings) -> FastAPI:
    """Its clock is the call's."""
    return create_app(database, HOUSE, settings, clock=lambda: calling.steps.now)


__all__ = ["database"]
