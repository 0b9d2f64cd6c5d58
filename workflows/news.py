"""What changed among the open tasks: asked once for all offices that wait, and by each page for what it shows.

Both read indexes alone: the open tasks of the offices asked for, whatever was done before.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, task
from organisation.viewer import Viewer
from workflows.inbox_rows import InboxRow
from workflows.open_task import holds
from workflows.open_tasks import Counting, branches_of, count_tasks

AT_ONCE = 500
MOST_SHOWN = 100
ONE_SHOWN = re.compile(r"\b([0-9]{1,18})([fmo])\b")

Mark = frozenset[tuple[str | None, int, int]]
"""How the open tasks of an office stand: how many each account holds, or nobody, and the newest of them."""

_STAND = (
    sa.select(
        task.c.candidate_group,
        task.c.assignee,
        sa.func.count().label("tasks"),
        sa.func.max(task.c.key).label("newest"),
    )
    .where(OPEN_TASK, task.c.candidate_group.in_(sa.bindparam("groups", expanding=True)))
    .group_by(task.c.candidate_group, task.c.assignee)
)
_NEW = sa.select(sa.func.count()).where(
    OPEN_TASK,
    task.c.candidate_group.in_(sa.bindparam("groups", expanding=True)),
    task.c.key > sa.bindparam("since"),
)
_SHOWN = sa.select(task.c.key, task.c.status, task.c.assignee).where(
    task.c.key.in_(sa.bindparam("keys", expanding=True))
)


@dataclass(frozen=True)
class News:
    """What a page does not show yet: how many new tasks, and whether others were taken, done or handed over."""

    new: int
    changed: bool


def how_they_stand(session: Session, groups: Collection[str]) -> Mapping[str, Mark]:
    """A mark of each office that is another one once a task of it comes, ends or changes hands."""
    asked, found = sorted(groups), dict[str, set[tuple[str | None, int, int]]]()
    for first in range(0, len(asked), AT_ONCE):
        for row in session.execute(_STAND, {"groups": asked[first : first + AT_ONCE]}):
            found.setdefault(row.candidate_group, set()).add((row.assignee, row.tasks, row.newest))
    return {group: frozenset(found.get(group, ())) for group in asked}


def last_task(session: Session) -> int:
    """The key after which a task is new to a page made now."""
    return int(session.execute(sa.select(sa.func.max(task.c.key))).scalar_one() or 0)


def shown_now(rows: Sequence[InboxRow]) -> str:
    """What a page shows, to be asked about later: `12f.13m`, each task with who has it: f(ree), m(e), o(ther)."""
    return ".".join(f"{row.task_key}{_holder(row)}" for row in rows)


def news(session: Session, viewer: Viewer, *, since: int, shown: str, taken: int) -> News:
    """What came after a key, and whether the tasks shown, or how many the viewer has taken, changed."""
    given = {"groups": sorted(viewer.groups), "since": since}
    new: int = session.execute(_NEW, given).scalar_one()
    before = {int(key): holder for key, holder in ONE_SHOWN.findall(shown)[:MOST_SHOWN]}
    rows = session.execute(_SHOWN, {"keys": sorted(before)}) if before else ()
    changed = any(row.status != "created" or _mark(viewer, row.assignee) != before[row.key] for row in rows)
    return News(new, changed or count_tasks(session, Counting(branches_of(viewer, "taken"))) != [taken])


def _holder(row: InboxRow) -> str:
    if row.claimed_by_me:
        return "m"
    return "o" if row.claimed_by_other else "f"


def _mark(viewer: Viewer, assignee: str | None) -> str:
    if assignee is None:
        return "f"
    return "m" if holds(viewer, assignee) else "o"
