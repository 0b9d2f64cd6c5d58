"""What the tests of several rooms share."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import played_timers, postgresql
from tests.stores import SQLITE, Stores

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = (
    "--no-sandbox",  # chromium refuses its sandbox to root, which is who runs the tests in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A busy machine is no failure: what is tested is what comes out, never how fast.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for a whole process: the driver takes one event loop."""
    home = str(tmp_path_factory.mktemp("chromium"))  # it leaves nothing in the home of who runs the tests
    env: dict[str, str | float | bool] = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), env=env)
        yield started
        started.close()


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Makes the stores of both kinds. A PostgreSQL server runs from the first test that needs it to the last."""
    started: list[postgresql.Server] = []
    with ExitStack() as running:

        def start() -> postgresql.Server:
            if not started:
                started.append(running.enter_context(postgresql.server()))
            return started[0]

        yield Stores(tmp_path_factory.mktemp("stores"), start)


@pytest.fixture
def store_kind() -> str:
    """Where a test's store is kept: on SQLite, unless the test is marked for both."""
    return SQLITE


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on each of the stores it is marked for."""
    marked = metafunc.definition.get_closest_marker("stores")
    if marked and "store_kind" in metafunc.fixturenames:
        metafunc.parametrize("store_kind", marked.args)


def pytest_configure() -> None:
    """Note every timer that fires."""
    played_timers.watch()


def pytest_testnodedown(node: object) -> None:
    """One of the processes that run the tests has ended."""
    played_timers.take_over(node)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A suite that let a timer of a shipped diagram sleep has failed."""
    if hasattr(session.config, "workeroutput"):
        played_timers.hand_over(session.config)
    elif exitstatus == pytest.ExitCode.OK and played_timers.forgotten(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name them."""
    for timer in played_timers.forgotten(config):
        terminalreporter.write_line(f"No test lets this timer fire: {timer}", red=True)
