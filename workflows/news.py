"""What came into being lately among the open tasks: asked once for many who wait, whatever their number.

Keys grow, but on PostgreSQL a transaction may become visible after one with higher keys: so the newest keys are
looked at together, and what was not among them before is new.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from organisation.viewer import Viewer

WINDOW = 500

_NEWEST = (
    sa.select(task.c.key, task.c.candidate_group, task.c.status).order_by(task.c.key.desc()).limit(WINDOW)
)


def newest_tasks(session: Session) -> Mapping[int, str | None]:
    """The newest tasks of the store with the group of each, open or ended; at most WINDOW."""
    return {row.key: row.candidate_group for row in session.execute(_NEWEST)}


def last_task(session: Session) -> int:
    """The key after which a task is new to a page made now."""
    return int(session.execute(sa.select(sa.func.max(task.c.key))).scalar_one() or 0)


def count_new(session: Session, viewer: Viewer, since: int) -> int:
    """How many open tasks of the viewer came after a key, looked for among the newest only."""
    return sum(
        1
        for row in session.execute(_NEWEST)
        if row.key > since and row.status == "created" and row.candidate_group in viewer.groups
    )
