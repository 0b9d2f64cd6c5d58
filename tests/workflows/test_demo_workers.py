"""A month played by two worker processes, one of them killed half-way, comes to what one process makes of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.history import verify_history
from engine.tables import incident, instance
from tests.stores import POSTGRESQL, SQLITE, Stores
from tests.workflows.cycle import OPENS, Cycle, at, furnish
from workflows.demo.counting import count_month
from workflows.demo.doers import Doers, Here, Workers
from workflows.demo.month import closes_at, play, start_month
from workflows.errors import Refused
from workflows.house import HOUSE

ROOT = Path(__file__).parent.parent.parent
HALF_WAY = at(16)


def played(database: Database, doers: Doers, told: Callable[[datetime], None]) -> dict[str, Any]:
    doers.turn_clock(OPENS)
    cycle = Cycle(database)
    cycle.open()
    doers.settle(OPENS)
    month = start_month(database, HOUSE, cycle.key, OPENS, doers)
    with database.read() as session:
        end = closes_at(session, cycle.key)
    play(month, end, told)
    doers.turn_clock(end)
    doers.settle(end)
    with database.read() as session:
        assert verify_history(session) == []
        assert session.execute(sa.select(incident.c.error)).all() == []
        # what the reports told of lives on in the register: only reports end with their cycle
        of_reports = instance.c.subject.startswith("report:")
        running = sa.select(instance.c.key).where(instance.c.status == "active", of_reports)
        assert session.execute(running).all() == []
        return count_month(session, cycle.key, end)


@contextmanager
def two_workers(url: str, home: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    env = os.environ | {"GIAOBAN_DATABASE_URL": url, "GIAOBAN_HOME": str(home)}
    started = [
        subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for each in started:
        assert each.stdout is not None
        assert b"worker" in each.stdout.readline().lower()
    try:
        yield started
        started[-1].send_signal(signal.SIGTERM)
        assert started[-1].wait(timeout=60) == 0, "it ends well when it is asked to"
    finally:
        for each in started:
            each.kill()
            each.wait()
            if each.stdout:
                each.stdout.close()


@pytest.mark.longer
def test_two_workers_of_which_one_is_killed_make_the_counts_of_one_process(
    stores: Stores, tmp_path: Path
) -> None:
    with stores.opened(SQLITE, furnish, tmp_path) as database:
        expected = played(database, Here(database, HOUSE, "P01"), lambda _now: None)
    with stores.opened(POSTGRESQL, furnish, tmp_path) as database, two_workers(database.url, tmp_path) as two:

        def kill_one(now: datetime) -> None:
            if now >= HALF_WAY and two[0].poll() is None:
                two[0].send_signal(signal.SIGKILL)

        counts = played(database, Workers(database, "P01", lambda: True), kill_one)
        assert two[0].wait() == -signal.SIGKILL
    sys.stdout.write(f"one process: {expected}\ntwo workers, one killed: {counts}\n")
    assert counts == expected


@pytest.mark.longer
def test_workers_beside_a_process_that_plays_a_month_itself_go_by_its_clock(
    stores: Stores, tmp_path: Path
) -> None:
    with stores.opened(SQLITE, furnish, tmp_path) as database:
        expected = played(database, Here(database, HOUSE, "P01"), lambda _now: None)
    with stores.opened(POSTGRESQL, furnish, tmp_path) as database, two_workers(database.url, tmp_path):
        assert played(database, Here(database, HOUSE, "P01"), lambda _now: None) == expected


def test_a_month_without_a_worker_left_is_given_up(stores: Stores, tmp_path: Path) -> None:
    with (
        stores.opened(POSTGRESQL, furnish, tmp_path) as database,
        pytest.raises(Refused, match="No worker is left"),
    ):
        played(database, Workers(database, "P01", lambda: False), lambda _now: None)
