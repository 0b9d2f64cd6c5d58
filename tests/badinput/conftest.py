"""A real server over a cycle of a small country, in a process of its own."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from database.migrate import migrate
from database.session import open_database, sqlite_url
from organisation.staff import find_staff
from tests.badinput.costs import Watched
from tests.web.programs import bearer, token_of
from tests.workflows.cycle import Cycle, furnish
from web import build_styles
from web.csrf import form_token
from web.designer import build_islands
from web.schema import metadata
from web.sessions import begin_session

HOUSE = Path(__file__).parent.parent.parent
PASSING = {"web_session", "sign_in_attempt", "access_token", "password_check"}
"""Who was seen when is written down whoever comes."""


@dataclass
class Door:
    """A server, and what its callers need."""

    address: str
    pid: int
    store: Path
    token: str
    session: str
    task: int

    program: httpx2.Client
    """An operator's program."""
    clerk: httpx2.Client
    """The clerk of Ward 3, signed in."""

    @property
    def form(self) -> dict[str, str]:
        """The hidden field of the clerk's forms."""
        return {"_token": form_token(self.session)}

    def watch(self) -> Watched:
        """What the server costs from now on."""
        return Watched(self.pid)

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of the store."""
        with closing(sqlite3.connect(self.store)) as connection:
            names = [
                name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
            ]
            return {
                name: connection.execute(f'select * from "{name}"').fetchall()
                for name in names
                if name not in PASSING
            }

    def assert_alive(self) -> None:
        """It still answers, and works."""
        assert self.program.post("/v2/user-tasks/search", json={"page": {"limit": 1}}).status_code == 200


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    build_styles.build()
    build_islands.build()
    home = tmp_path_factory.mktemp("badinput")
    store = home / "store.db"
    url = sqlite_url(store)
    migrate(url, metadata)
    database = open_database(url)
    furnish(database, home)
    cycle = Cycle(database)
    cycle.open()
    with database.write() as session:
        reporter = find_staff(session, "c003.reporter")
        assert reporter is not None
        secret = begin_session(session, reporter.key, datetime.now(UTC))
    facts = (store, token_of(database, "admin"), secret, cycle.task("C003", "draft"))
    database.close()
    command = [sys.executable, "-m", "tests.badinput.serving", url, str(home)]
    with subprocess.Popen(
        command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        with (
            httpx2.Client(base_url=address, headers=bearer(facts[1]), timeout=60) as program,
            httpx2.Client(base_url=address, cookies={"sid": secret}, timeout=60) as clerk,
        ):
            door = Door(address, server.pid, *facts, program, clerk)
            door.assert_alive()  # what is loaded at the first request is no cost of a later one
            yield door
        server.communicate("")


@pytest.fixture
def door(running: Door) -> Iterator[Door]:
    """Whatever is sent to it, its store is the same afterwards, it stayed small, and it still answers."""
    before, watched = running.contents(), running.watch()
    yield running
    watched.cost().assert_small()
    assert running.contents() == before
    running.assert_alive()
