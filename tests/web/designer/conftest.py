"""The designer's pages over a furnished store, without a cycle: nobody reports here."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from database.session import Database
from tests.web.designer.desk import Desk, at_the_desk
from tests.workflows.conftest import database
from tests.workflows.designer.drawing import NOW, Drawing
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def drawing(database: Database) -> Drawing:
    return Drawing(database)


@pytest.fixture
def app(database: Database, settings: Settings) -> FastAPI:
    return create_app(database, HOUSE, settings, clock=lambda: NOW)


@pytest.fixture
def desk(browser: Browser, app: FastAPI, database: Database) -> Iterator[Desk]:
    """Nothing may be blocked by the policy, go wrong or be said without Vietnamese words."""
    with at_the_desk(browser, app, database) as opened:
        yield opened
    assert "\n".join(sorted(set(opened.complaints))) == ""


__all__ = ["database"]
