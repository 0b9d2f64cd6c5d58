"""The pages over a quick report in a small country, see tests/workflows/quick_report/events.py."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from database.session import Database
from organisation.staff import find_staff
from tests.stores import Stores
from tests.web.browsing import Visitor
from tests.workflows.cycle import at, furnish
from tests.workflows.quick_report.events import Event
from tests.workflows.steps import Steps
from web.app import create_app
from web.sessions import begin_session
from web.settings import Settings
from workflows.house import HOUSE

SignIn = Callable[[str], Visitor]


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
    """Somebody of the cast, signed in without the slow check of a password."""
    with ExitStack() as open_visitors:

        def enter(username: str) -> Visitor:
            with database.write() as session:
                found = find_staff(session, username)
                assert found is not None, username
                token = begin_session(session, found.key, datetime.now(UTC))
            visitor = open_visitors.enter_context(Visitor(app))
            visitor.cookies.set("sid", token)
            return visitor

        yield enter
