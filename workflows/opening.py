"""Letting an opened cycle unfold: the engine opens the instances below it batch by batch."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from database.session import Database
from engine.host import Host
from engine.pump import pump
from workflows.tables import report

JOBS_AT_ONCE = 20


def finish_opening(
    database: Database, host: Host, cycle_key: int, now: datetime, progress: Callable[[int, int], None]
) -> None:
    """Run what is due until nothing is, telling how many reports have been opened. Safe to stop and repeat."""
    while True:
        with database.read() as session:
            opened, expected = session.execute(
                sa.select(sa.func.count(report.c.instance_key), sa.func.count()).where(
                    report.c.cycle_key == cycle_key
                )
            ).one()
        progress(opened, expected)
        if not pump(database, host, now, limit=JOBS_AT_ONCE).total:
            return
