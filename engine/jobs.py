"""Something is to be done after the step: a row says so, and where there are workers it is handed to their queue.

The row is the truth on both stores: when it is due, how often it was tried, whether a person must look at it. On
PostgreSQL the queue only carries its key, in the same transaction; an entry that comes too late or twice finds
nothing to do.
"""

from datetime import datetime

from engine import statements
from engine.statements import Driver, has_rivals


def leave_job(
    driver: Driver,
    instance_key: int,
    kind: str,
    ref: str,
    element: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    attempts: int = 0,
    retries: int = 3,
    error: str | None = None,
) -> None:
    """Leave a job, due now unless a later moment is given. The same job left twice is there once."""
    due = due_at or now
    left = driver.one(
        statements.INSERT_JOB,
        *(instance_key, kind, ref, element, driver.moment(due), attempts, retries, "ready", error),
    )
    if left is not None and due <= now and has_rivals(driver.session):
        from engine.queue import enqueue  # only where there is one: SQLite starts without loading it

        enqueue(driver.session, [(left[0], instance_key)])
