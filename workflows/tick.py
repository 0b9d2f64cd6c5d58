"""What a process does every second: open the cycles whose time has come, run what is due, seal the day's history.

Safe on any number of processes: each part claims its rows, and finds nothing to do the second time.
"""

from datetime import datetime

import sqlalchemy as sa

from database.session import Database, Session
from engine.history import seal_heads
from engine.host import Host
from engine.pump import pump
from engine.tables import history_tables
from workflows.deadlines import ZONE
from workflows.open_cycle import open_planned_cycles
from workflows.plan import due_openings

JOBS_AT_ONCE = 50


def tick(database: Database, host: Host, now: datetime) -> None:
    """Do what is due now, a bounded part of it; the next tick goes on."""
    with database.read() as session:
        openings = due_openings(session, now)
        unsealed = _day_is_unsealed(session, now)
    if openings:
        with database.write() as session:
            open_planned_cycles(session, host, actor="system", now=now)
    pump(database, host, now, limit=JOBS_AT_ONCE)
    if unsealed:
        with database.write() as session:
            seal_heads(session, now)


def _day_is_unsealed(session: Session, now: datetime) -> bool:
    """Whether a day has passed since the last seal."""
    last = session.execute(sa.select(sa.func.max(history_tables.seal.c.sealed_at))).scalar_one()
    return last is None or last.astimezone(ZONE).date() < now.astimezone(ZONE).date()
