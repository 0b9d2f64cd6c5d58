"""The pages over a verification in a small country, see tests/workflows/verification/joint.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.stores import Stores
from tests.web.signing_in import SignIn, signing_in
from tests.workflows.cycle import furnish
from tests.workflows.verification.joint import Joint
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    with stores.opened(store_kind, furnish, tmp_path) as opened:
        yield opened


@pytest.fixture
def joint(database: Database) -> Joint:
    """Not asked for yet: `joint.ask()`."""
    return Joint(database)


@pytest.fixture
def app(database: Database, joint: Joint, settings: Settings) -> FastAPI:
    """Its clock is the verification's."""
    return create_app(database, HOUSE, settings, clock=lambda: joint.now)


@pytest.fixture
def sign_in(app: FastAPI, database: Database) -> Iterator[SignIn]:
    with signing_in(app, database) as enter:
        yield enter
