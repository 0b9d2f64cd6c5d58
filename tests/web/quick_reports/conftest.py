"""The pages over a quick report in a small country, see tests/workflows/quick_report/events.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.stores import Stores
from tests.web.signing_in import SignIn, signing_in
from tests.workflows.cycle import at, furnish
from tests.workflows.quick_report.events import Event
from tests.workflows.steps import Steps
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    with stores.opened(store_kind, furnish, tmp_path) as opened:
        yield opened


@pytest.fixture
def event(database: Database) -> Event:
    """Not sent yet: `event.sent()`."""
    return Event(Steps(database, at(5, 9)))


@pytest.fixture
def app(database: Database, event: Event, settings: Settings) -> FastAPI:
    """Its clock is the report's."""
    return create_app(database, HOUSE, settings, clock=lambda: event.steps.now)


@pytest.fixture
def sign_in(app: FastAPI, database: Database) -> Iterator[SignIn]:
    with signing_in(app, database) as enter:
        yield enter
