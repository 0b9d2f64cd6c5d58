"""The pump: everything that is due, one transaction each. Rows are the truth; nothing is kept in memory."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Database, Session
from engine.host import Host
from engine.tables import job, timer
from engine.turns import Find, Turn, next_due, next_timer, take_turn


@dataclass
class Pumped:
    """What one pump did. A failed timer or job is counted as failed only."""

    timers: int = 0
    jobs: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """Everything that was tried."""
        return self.timers + self.jobs + self.failed


def pump(database: Database, host: Host, now: datetime, limit: int | None = None) -> Pumped:
    """Run every timer and job that is due at `now`, in the order of their due times, at most `limit`.

    Each runs in a write transaction of its own. What fails is pushed into the future or, when its retries
    are used up, becomes an incident; the others are not held up.
    """
    return _pump(database, host, now, next_due, limit)


def fire_due_timers(database: Database, host: Host, now: datetime, limit: int | None = None) -> Pumped:
    """Fire every timer that is due, as `pump` does, and leave the jobs to the workers."""
    return _pump(database, host, now, next_timer, limit)


def _pump(database: Database, host: Host, now: datetime, find: Find, limit: int | None) -> Pumped:
    done = Pumped()
    while limit is None or done.total < limit:
        came = take_turn(database, host, now, find)
        if came is Turn.NOTHING:
            break
        done.timers += came is Turn.TIMER
        done.jobs += came is Turn.JOB
        done.failed += came is Turn.FAILED
    return done


def earliest_due(session: Session) -> datetime | None:
    """When the next timer or job is due; None where nothing is."""
    times = [
        session.execute(sa.select(sa.func.min(table.c.due_at)).where(table.c.state == state)).scalar()
        for table, state in ((timer, "armed"), (job, "ready"))
    ]
    return min((found for found in times if found is not None), default=None)
