"""The queue of a PostgreSQL store: what is due now waits here for a worker of any machine. Kept by procrastinate.

An entry says nothing but the key of a job's row. Entries of one instance are done one after the other.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from procrastinate import App, SyncPsycopgConnector

from database.session import Session
from engine.statements import Driver

QUEUE, TASK = "jobs", "run_job"
PROMOTING = 20_250_515
"""The number of our advisory lock: any, but always the same."""
AT_ONCE = 200

UNQUEUED = """
    select j.key, j.instance_key from job j where j.state = 'ready' and j.due_at <= ?
    and not exists (select 1 from procrastinate_jobs p
                    where p.status = 'todo' and p.queueing_lock = 'job:' || j.key)
    and not exists (select 1 from procrastinate_jobs p
                    where p.status = 'doing' and p.lock = 'instance:' || j.instance_key
                    and p.queueing_lock = 'job:' || j.key)
    order by j.due_at, j.key limit ?"""
LIVE = "select exists (select 1 from procrastinate_jobs where status in ('todo', 'doing'))"
AT_WORK = """
    select exists (select 1 from procrastinate_jobs p join procrastinate_workers w on w.id = p.worker_id
                   where p.status = 'doing' and w.last_heartbeat > now() - interval '15 seconds')"""
LISTENING = (
    "select exists (select 1 from procrastinate_workers where last_heartbeat > now() - interval '15 seconds')"
)

logging.getLogger("procrastinate").setLevel(logging.ERROR)  # it tells of every entry
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # and this of every try to connect

# Never opened: entries are written on the connection of the step that leaves them.
_writer = App(connector=SyncPsycopgConnector())


def enqueue(session: Session, jobs: Sequence[tuple[int, int]]) -> None:
    """Hand jobs to the workers once this transaction holds: (job key, instance key) each."""
    for key, instance_key in jobs:
        _writer.configure_task(
            TASK,
            allow_unknown=True,
            queue=QUEUE,
            lock=f"instance:{instance_key}",
            queueing_lock=f"job:{key}",
            connection=session.connection.driver_connection,
        ).defer(key=key)


def enqueue_due(session: Session, now: datetime) -> int:
    """Hand over every due job that no entry stands for: its pause is over, or its entry was lost.

    One process does so at a time; where another one is at it, nothing is done.
    """
    if not session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(PROMOTING))).scalar_one():
        return 0
    driver = Driver(session)
    due = [(key, instance) for key, instance in driver.run(UNQUEUED, driver.moment(now), AT_ONCE)]
    enqueue(session, due)
    return len(due)


def is_at_rest(session: Session) -> bool:
    """Whether no entry waits and none is being worked on."""
    return not session.execute(sa.text(LIVE)).scalar_one()


def nobody_is_at_work(session: Session) -> bool:
    """Whether no worker that is alive has begun something. Entries that wait are not asked for."""
    return not session.execute(sa.text(AT_WORK)).scalar_one()


def somebody_works(session: Session) -> bool:
    """Whether a worker has given a sign of life lately."""
    return bool(session.execute(sa.text(LISTENING)).scalar_one())
