"""The inbox: open tasks of a viewer in bands, with counts, search and paging by cursor.

Cost: one range of the index (candidate_group, status, due_at) per group of the viewer; a later page costs as much
as the first. Counts stop at 1,001 rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from organisation.viewer import Viewer
from organisation.visibility import in_groups, in_unit_groups
from workflows.offices import offices
from workflows.search import folded
from workflows.tables import cycle, cycle_unit, report, report_draft

SCOPES = ("mine", "unit", "unassigned")
PAGE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class InboxRow:
    """One task as the list shows it."""

    task_key: int
    element: str
    name: str
    period: str
    report_key: int
    unit_name: str
    superior_name: str | None
    office: Mapping[str, str]
    due_at: datetime | None
    claimed_by_me: bool
    claimed_by_other: bool
    mine_to_do: bool
    draft_saved_at: datetime | None
    returns: int


@dataclass(frozen=True)
class Inbox:
    """One page of tasks, most urgent first, and how many there are in each scope (1001 means more than 1000)."""

    scope: str
    search: str
    rows: tuple[InboxRow, ...]
    counts: Mapping[str, int]
    next_cursor: str | None


def inbox(
    session: Session, viewer: Viewer, *, scope: str, search: str = "", cursor: str | None = None
) -> Inbox:
    """The open tasks of a viewer. Unknown scopes read as "mine"; a stranger's tasks are never in it."""
    scope = scope if scope in SCOPES else SCOPES[0]
    query = _select(viewer, scope, search.strip())
    position = _position(cursor)
    if position is not None:
        due, key = position
        query = query.where(sa.or_(_due() > due, sa.and_(_due() == due, task.c.key > key)))
    found = session.execute(query.order_by(_due(), task.c.key).limit(PAGE + 1)).all()
    words = offices(session, {row.candidate_group for row in found})
    rows = tuple(_row(row, viewer, words) for row in found[:PAGE])
    more = f"{found[PAGE - 1].sort}~{found[PAGE - 1].key}" if len(found) > PAGE else None
    counts = {name: _count(session, viewer, name) for name in SCOPES}
    return Inbox(scope=scope, search=search.strip(), rows=rows, counts=counts, next_cursor=more)


def _due() -> sa.ColumnElement[str]:
    """The due time as sortable text; tasks without one come last."""
    return sa.func.coalesce(sa.cast(task.c.due_at, sa.String), "9999")


def _position(cursor: str | None) -> tuple[str, int] | None:
    due, _, key = (cursor or "").rpartition("~")
    return (due, int(key)) if due and key.isdecimal() else None


def in_scope(viewer: Viewer, scope: str) -> sa.ColumnElement[bool]:
    """Which open tasks a scope shows: mine, all of my units, or those nobody has taken."""
    mine = in_groups(viewer, task.c.candidate_group)
    me = str(viewer.staff_key)
    scopes = {
        "mine": sa.and_(mine, sa.or_(task.c.assignee.is_(None), task.c.assignee == me)),
        "unit": in_unit_groups(viewer, task.c.candidate_group),
        "unassigned": sa.and_(mine, task.c.assignee.is_(None)),
    }
    return sa.and_(task.c.status == "created", scopes[scope])


def _count(session: Session, viewer: Viewer, scope: str) -> int:
    some = sa.select(task.c.key).where(in_scope(viewer, scope)).limit(MOST_COUNTED + 1).subquery()
    return session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


def _select(viewer: Viewer, scope: str, search: str) -> sa.Select[Any]:
    query = (
        sa.select(
            task.c.key,
            task.c.element,
            task.c.name,
            task.c.candidate_group,
            task.c.assignee,
            task.c.due_at,
            _due().label("sort"),
            report.c.key.label("report_key"),
            report.c.returns,
            cycle.c.period,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.superior_name,
            report_draft.c.saved_at,
        )
        .select_from(
            task.join(report, report.c.instance_key == task.c.instance_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
            .outerjoin(report_draft, report_draft.c.report_key == report.c.key)
        )
        .where(in_scope(viewer, scope))
    )
    for word in folded(search).split():
        query = query.where(cycle_unit.c.search.like(f"%{_literal(word)}%", escape="\\"))
    return query


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(row: Any, viewer: Viewer, words: Mapping[str, Mapping[str, str]]) -> InboxRow:
    return InboxRow(
        task_key=row.key,
        element=row.element,
        name=row.name,
        period=row.period,
        report_key=row.report_key,
        unit_name=row.unit_name,
        superior_name=row.superior_name,
        office=words[row.candidate_group],
        due_at=row.due_at,
        claimed_by_me=row.assignee == str(viewer.staff_key),
        claimed_by_other=row.assignee not in (None, str(viewer.staff_key)),
        mine_to_do=row.candidate_group in viewer.groups,
        draft_saved_at=row.saved_at,
        returns=row.returns,
    )
