"""The application over a store with its cast, and a browser."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from database.session import Database, open_database, sqlite_url
from engine.host import Host
from tests.web import probes
from tests.web.browsing import Visitor, served
from tests.web.cast import CLERK, NOW, make_store
from tests.web.lines import Lines
from tests.web.signing_in import SignIn, signing_in
from web import build_styles
from web.app import create_app
from web.designer import build_islands
from web.settings import Settings
from web.watch.logs import set_up_logs
from workflows.demo.accounts import ShownAccount


@pytest.fixture(scope="session", autouse=True)
def _browser_files() -> None:
    build_styles.build()
    build_islands.build()


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once and copied: passwords are slow to hash on purpose."""
    path = tmp_path_factory.mktemp("store") / "store.db"
    make_store(path)
    return path


@pytest.fixture
def database(filled_store: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "store.db"
    path.write_bytes(filled_store.read_bytes())
    opened = open_database(sqlite_url(path))
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url=sqlite_url(tmp_path / "store.db"))


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def app(database: Database, host: Host, settings: Settings) -> FastAPI:
    return create_app(database, host, settings, clock=lambda: NOW)


@pytest.fixture
def demo_app(database: Database, host: Host, settings: Settings) -> FastAPI:
    accounts = [ShownAccount(CLERK, {"vi": "Cán bộ tổng hợp, Phường 3", "en": "Reporting officer, Phường 3"})]
    return create_app(database, host, settings, clock=lambda: NOW, demo_accounts=lambda: accounts)


@pytest.fixture
def clerk(app: FastAPI) -> Iterator[Visitor]:
    """The clerk, signed in, where routes that do one thing each are served as well."""
    app.include_router(probes.router)
    with Visitor(app) as visitor:
        visitor.sign_in(CLERK)
        yield visitor


@pytest.fixture
def client(app: FastAPI) -> Iterator[Visitor]:
    with Visitor(app) as visitor:
        yield visitor


@pytest.fixture
def sign_in(app: FastAPI, database: Database) -> Iterator[SignIn]:
    """Anybody of the cast of the app, without the slow check of a password."""
    with signing_in(app, database) as enter:
        yield enter


@pytest.fixture
def address(demo_app: FastAPI) -> Iterator[str]:
    """Where the demo application answers a browser."""
    with served(demo_app) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def _set_back() -> Iterator[None]:
    """Logs belong to the whole process: other tests have theirs again afterwards."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, threading.excepthook
    yield
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> Lines:
    """Everything of this process from now on, as JSON."""
    request.getfixturevalue("_set_back")
    found = Lines()
    set_up_logs("json", found.stream)
    return found
