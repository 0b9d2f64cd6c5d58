"""The pages over a verification in a small country, see tests/workflows/verification/joint.py."""

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.workflows.conftest import database
from tests.workflows.verification.joint import Joint
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def joint(database: Database) -> Joint:
    """Not asked for yet: `joint.ask()`."""
    return Joint(database)


@pytest.fixture
def app(database: Database, joint: Joint, settings: Settings) -> FastAPI:
    """Its clock is the verification's."""
    return create_app(database, HOUSE, settings, clock=lambda: joint.now)


__all__ = ["database"]
