"""How much faster two worker processes make documents than one, on PostgreSQL. By the clock.

Each worker makes one document at a time, in a child process; the machine needs two free cores to show it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa

from bench.clerks import open_task
from bench.country import OPENED, furnish, open_month
from database.session import Database, Session
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from tests.postgresql import server
from workflows.complete_task import complete_task
from workflows.house import HOUSE
from workflows.tables import document

ROOT = Path(__file__).parents[1]
DOCUMENTS = 160
WARM = 3
"""Jobs that every worker has been seen at before it counts: the first ones start its child."""
LOOK_AGAIN_SECONDS = 0.1
AT_WORK = "select worker_id, id from procrastinate_jobs where status = 'doing'"
PATIENCE_SECONDS = 300
DRAFT = {
    "overview": "Tình hình địa bàn ổn định.",
    "nil_report": True,
    "issues": [],
    "followup": "",
    "proposals": [],
}


def sharing_among_workers() -> dict[str, float]:
    """Documents a second by two workers over those by one."""
    with server() as postgresql, tempfile.TemporaryDirectory() as folder:
        one, two = (_rate(postgresql.new(), Path(folder) / str(count), count) for count in (1, 2))
    return {"ratio": two / one, "one_per_s": one, "two_per_s": two}


def _rate(url: str, folder: Path, workers: int) -> float:
    """Documents a second, once every worker has made some."""
    database = furnish(folder, DOCUMENTS, url)
    open_month(database)
    for place in range(1, DOCUMENTS + 1):
        _approve(database, f"C{place:05}")
    with ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(_worker(url, folder))
        _wait_until_warm(database, workers)
        first, began = _made(database), time.perf_counter()
        last = _wait_for(database, DOCUMENTS)
        spent = time.perf_counter() - began
    database.close()
    return (last - first) / spent


@contextmanager
def _worker(url: str, folder: Path) -> Iterator[None]:
    env = os.environ | {"GIAOBAN_DATABASE_URL": url, "GIAOBAN_HOME": str(folder)}
    with subprocess.Popen(
        [sys.executable, "manage.py", "worker"], cwd=ROOT, env=env, stdout=subprocess.PIPE
    ) as started:
        if started.stdout is not None:
            started.stdout.readline()  # it is ready
        try:
            yield
        finally:
            started.terminate()
            started.wait(60)


def _approve(database: Database, handle: str) -> None:
    """The clerk drafts and the head approves: from then on a job waits for a worker."""
    for role, element, answers in (
        ("reporter", "draft", DRAFT),
        ("head", "approve", {"decision": "approve"}),
    ):
        with database.read() as session:
            viewer = _viewer(session, f"{handle.lower()}.{role}")
        key = open_task(database, handle, element)
        if key is None:
            raise RuntimeError(f"There is no such task: {handle} {element}")
        with database.write() as session:
            complete_task(session, HOUSE, viewer, key, answers, now=OPENED)


def _viewer(session: Session, username: str) -> Viewer:
    found = find_staff(session, username)
    if found is None:
        raise LookupError(username)
    return viewer_of(session, found.key, OPENED)


def _wait_until_warm(database: Database, workers: int) -> None:
    """Wait until every worker has been seen at some jobs: who starts first would else do most of them alone."""
    seen: dict[int, set[int]] = {}
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with database.read() as session:
            for worker, job in session.execute(sa.text(AT_WORK)):
                seen.setdefault(worker, set()).add(job)
        if len(seen) == workers and min(map(len, seen.values())) >= WARM:
            return
        time.sleep(0.02)
    raise RuntimeError(f"Not every worker came to work: {seen}")


def _wait_for(database: Database, documents: int) -> int:
    """Wait until so many documents are made; how many there are then."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        made = _made(database)
        if made >= documents:
            return made
        time.sleep(LOOK_AGAIN_SECONDS)
    raise RuntimeError(f"Only {made} of {documents} documents were made.")


def _made(database: Database) -> int:
    with database.read() as session:
        return session.execute(sa.select(sa.func.count()).select_from(document)).scalar_one()


if __name__ == "__main__":
    print(sharing_among_workers())
