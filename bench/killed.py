"""kill -9 of servers and workers while a cycle unfolds and people send their reports: `python -m bench.killed`.

On SQLite one `serve` is killed again and again; on PostgreSQL two `serve` and two `worker`, one at a time.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import sqlalchemy as sa

from bench.accounts import settle_accounts
from bench.clerks import Clerks, at_work
from bench.country import OPENED, begin_month
from bench.nursery import Nursery, Program, free_port, nursery, patiently
from bench.proof import Figures, ProofFailed
from database.session import Database
from engine.due import has_workers
from engine.incidents import retry_incident
from engine.tables import incident, job
from workflows.clock import mark_demo, work_time

SETTLING = timedelta(hours=2)
"""All pauses between attempts are over by then, and no timer of the cycle is due yet."""
LONGEST_PAUSE_SECONDS = 0.5
WAIT_FOR_WORK_SECONDS = 10
ROUNDS_OF_AN_OPERATOR, ROUND_SECONDS = 10, 60


def killed(
    database: Database, home: Path, communes: int, kills: int, clerks: int = 4, seed: int = 1
) -> Figures:
    """Kill so many times at random moments, then let the rest be done and settle the accounts."""
    chance = random.Random(seed)  # noqa: S311  # which one is killed need not be a secret
    with open_house(database, home) as programs:
        staff = Clerks(database, [program.address for program in programs if program.port])
        with at_work(staff, communes, clerks):
            for _ in range(kills):
                known = staff.ledger.told()
                patiently(lambda: staff.ledger.told() > known, WAIT_FOR_WORK_SECONDS)  # noqa: B023  # waited for now
                Event().wait(chance.random() * LONGEST_PAUSE_SECONDS)
                victim = chance.choice(programs)
                victim.kill()
                victim.start()
        settle(database, programs)
    with database.read() as session:
        return {"kills": kills, **settle_accounts(session, staff.ledger)}


@contextmanager
def open_house(database: Database, home: Path) -> Iterator[list[Program]]:
    """The programs that serve a store in which a cycle is about to unfold; its clock began at the opening."""
    begin_month(database)
    with database.write() as session:
        mark_demo(session, OPENED, datetime.now(UTC), "P01")
    with nursery(database.url, home) as mothers:
        programs = list(_programs(mothers, has_workers(database)))
        for program in programs:
            program.start()
        yield programs


def _programs(mothers: Nursery, workers: bool) -> Iterator[Program]:  # noqa: FBT001  # said by its name
    for _ in range(2 if workers else 1):
        yield Program(mothers, ("serve",), free_port())
    for _ in range(2 if workers else 0):
        yield Program(mothers, ("worker",))


def settle(database: Database, programs: list[Program]) -> None:
    """Let everything be done that is left; an operator retries what gave up because it was killed too often."""
    for program in programs:
        if not program.is_running():
            program.start()
    for number in range(1, ROUNDS_OF_AN_OPERATOR + 1):
        with database.write() as session:
            mark_demo(session, OPENED + number * SETTLING, datetime.now(UTC), "P01")
        patiently(lambda: _jobs_left(database) == 0, ROUND_SECONDS)
        if _jobs_left(database) + _retry_incidents(database) == 0:
            return
    raise ProofFailed("Not everything was done in the end.")


def _jobs_left(database: Database) -> int:
    """Jobs that wait or are being done: one that is under way is due again after its pause."""
    with database.read() as session:
        return session.execute(sa.select(sa.func.count()).where(job.c.state == "ready")).scalar_one()


def _retry_incidents(database: Database) -> int:
    with database.write() as session:
        open_ones = (
            session.execute(sa.select(incident.c.key).where(incident.c.resolved_at.is_(None))).scalars().all()
        )
        for key in open_ones:
            retry_incident(session, key, actor="the operator", now=work_time(session, datetime.now(UTC)))
    return len(open_ones)
