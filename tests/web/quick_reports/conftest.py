"""The pages over a quick report in a small country, see tests/workflows/quick_report/events.py."""

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.workflows.conftest import database
from tests.workflows.cycle import at
from tests.workflows.quick_report.events import Event
from tests.workflows.steps import Steps
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def event(database: Database) -> Event:
    """Not sent yet: `event.sent()`."""
    return Event(Steps(database, at(5, 9)))


@pytest.fixture
def app(database: Database, event: Event, settings: Settings) -> FastAPI:
    """Its clock is the report's."""
    return create_app(database, HOUSE, settings, clock=lambda: event.steps.now)


__all__ = ["database"]
