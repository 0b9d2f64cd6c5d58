"""The designer's pages over a furnished store, without a cycle: nobody reports here."""

import pytest
from fastapi import FastAPI

from database.session import Database
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


__all__ = ["database"]
