"""Programs over a cycle in a small country, and over diagrams that are none of ours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from camunda_orchestration_sdk import CamundaClient
from camunda_orchestration_sdk.runtime.configuration_resolver import CamundaSdkConfigPartial
from fastapi import FastAPI

from database.session import Database
from tests.stores import Stores
from tests.web.browsing import served
from tests.web.programs import Program, bearer, token_of
from tests.workflows.cycle import PASSWORD, Cycle, furnish
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE

Enter = Callable[[str], Program]


def _opened(database: Database, folder: Path) -> None:
    furnish(database, folder)
    Cycle(database).open()


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    """With the cycle open; every test works on a copy."""
    with stores.opened(store_kind, _opened, tmp_path) as opened:
        yield opened


@pytest.fixture
def cycle(database: Database) -> Cycle:
    """The cycle of May 2025, just opened."""
    return Cycle(database, key=1)


@pytest.fixture
def app(database: Database, cycle: Cycle, settings: Settings) -> FastAPI:
    """Its clock is the cycle's."""
    return create_app(database, HOUSE, settings, clock=lambda: cycle.now)


@pytest.fixture
def enter(app: FastAPI, database: Database) -> Enter:
    """A program with the token of somebody of the cast."""
    return lambda username: Program(app, **bearer(token_of(database, username)))


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """Where the application answers over real HTTP."""
    with served(app) as found:
        yield found


@pytest.fixture
def sdk(address: str) -> Iterator[CamundaClient]:
    """The Python client, signed in by the password of the one who runs the installation."""
    configuration: CamundaSdkConfigPartial = {
        "CAMUNDA_REST_ADDRESS": f"{address}/v2",
        "CAMUNDA_AUTH_STRATEGY": "BASIC",
        "CAMUNDA_BASIC_AUTH_USERNAME": "admin",
        "CAMUNDA_BASIC_AUTH_PASSWORD": PASSWORD,
    }
    with CamundaClient(configuration=configuration) as client:
        yield client
