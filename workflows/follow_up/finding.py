"""The lists of the monthly control as somebody may see them: red first, then the oldest, and what moved since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import text_key, text_time, time_text
from engine.tables import OPEN_TASK, task
from organisation.days import local_day
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours
from workflows.follow_up.tables import RANKS, RED, follow_up, follow_up_answer, follow_up_line
from workflows.issues.parties import seen_by_units
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue

PAGE = 50
MONTHS_LISTED = 24
LONGEST_CURSOR = 80
_CHARGE = unit.alias("charge")


@dataclass(frozen=True)
class Line:
    """An issue in a list. `before` is its line of the month before, `said` and `said_before` what was said of it.

    `task_key` is its own open task where it lies with the viewer: there its state is changed.
    """

    row: Any
    before: Any
    said: Any
    said_before: Any
    task_key: int | None

    @property
    def moved(self) -> bool:
        """Whether its state, its date or who has charge of it is another than a month ago."""
        then = self.before
        return then is not None and any(
            getattr(then, name) != getattr(self.row, name) for name in ("state", "charge_unit_key", "due_at")
        )

    @property
    def differs(self) -> bool:
        """Whether it is said to be done while the register says that it is not."""
        return self.said is not None and self.said.said == "done" and bool(self.row.owed)

    @property
    def broken(self) -> bool:
        """Whether the day that was promised the month before has passed, and the issue stands as it did."""
        said = self.said_before
        return said is not None and not self.moved and said.next_on < local_day(self.row.opened_at)


@dataclass(frozen=True)
class Listed:
    """One page of a list; `next_cursor` leads on, None at the end."""

    lines: Sequence[Line]
    next_cursor: str | None


def sees_list(session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
    """Whether somebody may see a list: it is his unit's, or that of a unit below or beside."""
    return _found(session, viewer, key, now) is not None


def find_list(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    """The row of a list. NotYours unless the viewer may see it."""
    row = _found(session, viewer, key, now)
    if row is None:
        raise NotYours
    return row


def _found(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    below = sa.select(unit.c.key).where(sees_unit(viewer, local_day(now)))
    query = sa.select(follow_up).where(follow_up.c.key == key, follow_up.c.unit_key.in_(below))
    return session.execute(query).one_or_none()


def lists_of(session: Session, viewer: Viewer) -> Sequence[Any]:
    """The lists of the viewer's own units, newest month first: one range of an index for each of his few units."""
    return session.execute(
        sa.select(follow_up)
        .where(follow_up.c.unit_key.in_(sorted(viewer.unit_keys())))
        .order_by(follow_up.c.month.desc(), follow_up.c.unit_name, follow_up.c.key)
        .limit(MONTHS_LISTED)
    ).all()


def list_lines(
    session: Session,
    viewer: Viewer,
    row: Any,
    *,
    rank: int | None = None,
    cursor: str = "",
    most: int = PAGE,
) -> Listed:
    """A page of a list: one range of its index, and a few questions about the issues on it.

    In the list of a unit below stand only the issues that the viewer's own units are party to.
    """
    line = follow_up_line.c
    where = [line.follow_up_key == row.key, *_after(cursor)]
    if rank is not None:
        where.append(line.rank == rank)
    if row.unit_key not in viewer.unit_keys() and not (viewer.is_operator or viewer.is_owner):
        where.append(seen_by_units(sorted(viewer.unit_keys()), line.issue_key))
    rows = session.execute(
        _ROWS.where(*where).order_by(line.rank, line.since, line.issue_key).limit(most + 1)
    ).all()
    shown = rows[:most]
    more = cursor_of(shown[-1]) if len(rows) > most else None
    return Listed(_with_what_was_said(session, viewer, row, shown), more)


_ROWS = (
    sa.select(
        follow_up_line,
        follow_up.c.opened_at,
        issue.c.year,
        issue.c.number,
        issue.c.summary,
        issue.c.urgency,
        issue.c.category,
        issue.c.instance_key,
        issue.c.merged_into,
        issue.c.state.label("state_now"),
        (issue.c.state.in_(sorted(TO_ANSWER)) & issue.c.merged_into.is_(None)).label("owed"),
        _CHARGE.c.name.label("charge_name"),
    )
    .join(follow_up, follow_up.c.key == follow_up_line.c.follow_up_key)
    .join(issue, issue.c.key == follow_up_line.c.issue_key)
    .join(_CHARGE, _CHARGE.c.key == follow_up_line.c.charge_unit_key)
)


def _with_what_was_said(session: Session, viewer: Viewer, row: Any, rows: Sequence[Any]) -> list[Line]:
    keys = [one.issue_key for one in rows]
    said, said_before = _answers(session, row.month, keys), answers_to(session, row.before_key, keys)
    line = follow_up_line
    query = sa.select(line).where(line.c.follow_up_key == row.before_key, line.c.issue_key.in_(keys))
    before = {one.issue_key: one for one in session.execute(query)} if row.before_key else {}
    tasks = _tasks(session, viewer, [one.instance_key for one in rows if one.instance_key])
    return [
        Line(
            one,
            before.get(one.issue_key),
            said.get(one.issue_key),
            said_before.get(one.issue_key),
            tasks.get(one.instance_key),
        )
        for one in rows
    ]


def answers_to(session: Session, follow_up_key: int | None, keys: Sequence[int]) -> Mapping[int, Any]:
    """What was said of issues in the month of a list."""
    if follow_up_key is None:
        return {}
    query = sa.select(follow_up.c.month).where(follow_up.c.key == follow_up_key)
    return _answers(session, session.execute(query).scalar_one(), keys)


def answers_about(session: Session, issue_key: int) -> Sequence[Any]:
    """What was said of one issue, month by month, the newest first."""
    said = follow_up_answer.c
    return session.execute(
        sa.select(follow_up_answer).where(said.issue_key == issue_key).order_by(said.month.desc())
    ).all()


def red_months(session: Session, issue_key: int) -> Sequence[str]:
    """The months in which nobody confirmed it."""
    line = follow_up_line.c
    query = sa.select(line.month).where(line.issue_key == issue_key, line.rank == RED).distinct()
    return session.scalars(query.order_by(line.month.desc())).all()


def _answers(session: Session, month: str, keys: Sequence[int]) -> Mapping[int, Any]:
    said = follow_up_answer
    query = sa.select(said).where(said.c.month == month, said.c.issue_key.in_(keys))
    return {one.issue_key: one for one in session.execute(query)}


def _tasks(session: Session, viewer: Viewer, instance_keys: Sequence[int]) -> Mapping[int, int]:
    # by their instances alone: with the offices, too, SQLite goes along all that those ever did
    rows = session.execute(
        sa.select(task.c.instance_key, task.c.key, task.c.candidate_group).where(
            task.c.instance_key.in_(instance_keys), OPEN_TASK
        )
    )
    return {one.instance_key: one.key for one in rows if one.candidate_group in viewer.groups}


def cursor_of(row: Any) -> str:
    """Where the next page begins."""
    return f"{row.rank}~{time_text(row.since)}~{row.issue_key}"


def _after(cursor: str) -> list[sa.ColumnElement[bool]]:
    """The lines after those shown already; a cursor that nobody made begins at the top."""
    parts = cursor.split("~") if len(cursor) <= LONGEST_CURSOR else []
    try:
        rank, since, key = text_key(parts[0]), text_time(parts[1]), text_key(parts[2])
    except (IndexError, ValueError):
        return []
    line = follow_up_line.c
    types = [line.rank.type, line.since.type, line.issue_key.type]
    return [sa.tuple_(line.rank, line.since, line.issue_key) > sa.tuple_(rank, since, key, types=types)]


def total_of(row: Any) -> int:
    """All lines of a list."""
    return sum(getattr(row, name) for name in RANKS.values())
