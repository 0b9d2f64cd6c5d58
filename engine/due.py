"""What a process does about timers and jobs when it looks at the clock: one port, and an adapter for each store.

On SQLite there is one process: everything that is due is done here, in order. On PostgreSQL timers fire here and
jobs are handed to the workers of any machine, which do them as soon as the step that left them holds.
"""

from datetime import datetime

from database.session import Database
from engine.host import Host
from engine.pump import fire_due_timers, pump


def has_workers(database: Database) -> bool:
    """Whether jobs of this store are done by workers."""
    return database.writer.dialect.name == "postgresql"


def do_due(database: Database, host: Host, now: datetime, limit: int) -> int:
    """Do or hand over what is due at `now`, at most `limit` of each; returns how much there was."""
    if not has_workers(database):
        return pump(database, host, now, limit).total
    from engine.queue import enqueue_due  # only where there is one: SQLite starts without loading it

    fired = fire_due_timers(database, host, now, limit).total
    with database.write() as session:
        return fired + enqueue_due(session, now)
