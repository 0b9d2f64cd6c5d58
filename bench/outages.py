"""The store itself fails: PostgreSQL is stopped at once again and again, a disk is full or cannot be written."""

from pathlib import Path
from threading import Event

import sqlalchemy as sa

from bench.accounts import settle_accounts
from bench.clerks import ANSWERS, BROKEN, DONE, Clerks, Ledger, at_work, open_task, post
from bench.country import OPENED, open_month
from bench.disks import FULL, READ_ONLY, SOUND
from bench.killed import open_house, settle
from bench.nursery import patiently
from bench.proof import Figures, require
from bench.serving import serving
from bench.visitor import Visitor
from database.session import Database
from tests.postgresql import Server

WAIT_FOR_WORK_SECONDS = 20
PAUSE_SECONDS = 0.3
OK = 200


def restarts(
    database: Database, server: Server, home: Path, communes: int, times: int, clerks: int = 4
) -> Figures:
    """Stop PostgreSQL at once and start it again, so many times, under two servers and two workers at work."""
    name = sa.make_url(database.url).database
    server.run(
        f"alter database {name} set synchronous_commit = on"
    )  # what was acknowledged shall outlive the stop
    database.writer.dispose()
    with open_house(database, home) as programs:
        staff = Clerks(database, [program.address for program in programs if program.port])
        with at_work(staff, communes, clerks):
            for _ in range(times):
                known = staff.ledger.told()
                patiently(lambda: staff.ledger.told() > known, WAIT_FOR_WORK_SECONDS)  # noqa: B023  # waited for now
                server.restart_at_once()
                Event().wait(PAUSE_SECONDS)
        require(all(program.is_running() for program in programs), "A server that is away ended a program.")
        settle(database, programs)
    with database.read() as session:
        return {"restarts": times, **settle_accounts(session, staff.ledger)}


def failing_disks(database: Database, communes: int) -> Figures:
    """Drafts are sent onto a disk that gets full, then onto one that cannot be written, then onto a sound one.

    What was refused was told and is not there; what was acknowledged is; pages can be read all the while; and once
    there is room the same forms are taken.
    """
    open_month(database)
    ledger, refused = Ledger(), set(range(1, communes + 1))
    told = {}
    for disk in (FULL, READ_ONLY, SOUND):
        with serving(database.url, OPENED, disk) as (address, _pid):
            before = len(refused)
            refused -= {number for number in sorted(refused) if _is_taken(database, address, number, ledger)}
            told[disk] = before - len(refused)
            if disk != SOUND:
                require(len(refused) > 0, "The disk took everything:", disk)
    require(told[READ_ONLY] == 0, "A disk that cannot be written took something.")
    require(not refused, "A sound disk refused:", sorted(refused)[:3])
    with database.read() as session:
        figures = settle_accounts(session, ledger)
        require(figures["acknowledged"] == communes, "Not every draft was taken.")
        return {"taken_until_full": told[FULL], "taken_read_only": 0, **figures}


def _is_taken(database: Database, address: str, number: int, ledger: Ledger) -> bool:
    """Send one draft. Where it is refused, the page can still be read and the task is as it was."""
    handle = f"C{number:05}"
    key = open_task(database, handle, "draft")
    require(key is not None, "The draft is gone:", handle)
    clerk = Visitor(database, address, f"{handle}.reporter".lower())
    status, location = post(clerk, address, f"/tasks/{key}", do="submit", _revision="0", **ANSWERS)
    if status == DONE and "done=" in location:
        ledger.acknowledged[int(key or 0)] += 1
        return True
    require(status >= BROKEN, "A full disk was answered strangely:", status)
    readable = clerk.get("/tasks")[0] == OK
    clerk.connection.close()
    require(readable, "Pages cannot be read.")
    ledger.unheard += 1
    require(open_task(database, handle, "draft") == key, "A refused task is gone:", handle)
    return False
