"""Letting time pass in a demo: what falls due on the way happens at its own moment, not at the end of the leap."""

from datetime import datetime

from database.session import Database
from engine.host import Host
from engine.pump import earliest_due, pump

MOST_AT_ONCE = 4000


def let_time_pass(database: Database, host: Host, now: datetime, until: datetime) -> None:
    """Run what falls due from now until a moment, in order. Past 4,000 timers and jobs the tick goes on later."""
    left = MOST_AT_ONCE
    while left > 0:
        with database.read() as session:
            due = earliest_due(session)
        if due is None or due > until:
            return
        now = max(now, due)
        done = pump(database, host, now, limit=left)
        left -= max(1, done.total)
