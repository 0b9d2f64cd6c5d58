"""The inbox: open tasks of a viewer in bands, with counts, search and paging by cursor.

Cost: every page finds the open tasks of the viewer's groups by the index (candidate_group, status, due_at) and sorts
them all. It grows with what an office has open, never with what is done. Counts stop at 1,001 rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from organisation.viewer import Viewer
from organisation.visibility import in_groups, in_unit_groups
from periods.calendar import WorkingCalendar
from periods.labels import label_words
from periods.late import lateness
from periods.windows import period
from workflows.bands import BANDS, Bands, bands
from workflows.deadlines import ZONE, working_calendar
from workflows.offices import offices
from workflows.open_task import accounts_of, holds
from workflows.search import folded
from workflows.tables import cycle, cycle_unit, report, report_draft

SCOPES = ("mine", "unit", "unassigned")
PAGE = 50
LONGEST_SEARCH = 200
LONGEST_KEY = 18
MOST_COUNTED = 1000


@dataclass(frozen=True)
class InboxRow:
    """One task as the list shows it. `distance` says how far the due date is, `band` is one of BANDS."""

    task_key: int
    element: str
    name: str
    period: Mapping[str, str]
    report_key: int
    unit_name: str
    superior_name: str | None
    office: Mapping[str, str]
    due_at: datetime | None
    distance: Mapping[str, str] | None
    band: str
    claimed_by_me: bool
    claimed_by_other: bool
    mine_to_do: bool
    draft_saved_at: datetime | None
    returns: int


@dataclass(frozen=True)
class Inbox:
    """One page of tasks, most urgent first.

    `counts` is how many there are in each scope, `bands` how many of this scope and search in each band
    (1001 means more than 1000).
    """

    scope: str
    search: str
    rows: tuple[InboxRow, ...]
    counts: Mapping[str, int]
    bands: Mapping[str, int]
    next_cursor: str | None


def inbox(
    session: Session,
    viewer: Viewer,
    now: datetime,
    *,
    scope: str,
    search: str = "",
    cursor: str | None = None,
) -> Inbox:
    """The open tasks of a viewer. Unknown scopes read as "mine"; a stranger's tasks are never in it."""
    scope = scope if scope in SCOPES else SCOPES[0]
    words = " ".join(search.split())[:LONGEST_SEARCH]
    look = Look(viewer, now, working_calendar(session, now))
    found = session.execute(_page(viewer, scope, words, cursor)).all()
    office = offices(session, {row.candidate_group for row in found})
    return Inbox(
        scope=scope,
        search=words,
        rows=tuple(_row(row, look, office) for row in found[:PAGE]),
        counts={name: _count(session, _from(viewer, name)) for name in SCOPES},
        bands=_band_counts(session, _searched(_from(viewer, scope), words), look.bands),
        next_cursor=f"{found[PAGE - 1].sort}~{found[PAGE - 1].key}" if len(found) > PAGE else None,
    )


@dataclass(frozen=True)
class Look:
    """Who looks at the list, when, and by which calendar."""

    viewer: Viewer
    now: datetime
    calendar: WorkingCalendar

    @cached_property
    def bands(self) -> Bands:
        """The bounds of the bands at this moment."""
        return bands(self.calendar, self.now)

    def distance(self, due: datetime | None) -> Mapping[str, str] | None:
        """How far a due date is."""
        return None if due is None else lateness(due, self.now, self.calendar, ZONE).words


def _page(viewer: Viewer, scope: str, words: str, cursor: str | None) -> sa.Select[Any]:
    query = _searched(_from(viewer, scope), words).add_columns(*_COLUMNS)
    position = _position(cursor)
    if position is not None:
        due, key = position
        query = query.where(sa.or_(_due() > due, sa.and_(_due() == due, task.c.key > key)))
    return query.order_by(_due(), task.c.key).limit(PAGE + 1)


def _due() -> sa.ColumnElement[str]:
    """The due time as sortable text; tasks without one come last."""
    return sa.func.coalesce(sa.cast(task.c.due_at, sa.String), "9999")


def _position(cursor: str | None) -> tuple[str, int] | None:
    due, _, key = (cursor or "").rpartition("~")
    return (due, int(key)) if due and key.isdecimal() and len(key) <= LONGEST_KEY else None


def in_scope(viewer: Viewer, scope: str) -> sa.ColumnElement[bool]:
    """Which open tasks a scope shows: mine, all of my units, or those nobody has taken."""
    mine = in_groups(viewer, task.c.candidate_group)
    held = task.c.assignee.in_(accounts_of(viewer))
    scopes = {
        "mine": sa.and_(mine, sa.or_(task.c.assignee.is_(None), held)),
        "unit": in_unit_groups(viewer, task.c.candidate_group),
        "unassigned": sa.and_(mine, task.c.assignee.is_(None)),
    }
    return sa.and_(task.c.status == "created", scopes[scope])


def _from(viewer: Viewer, scope: str) -> sa.Select[Any]:
    return (
        sa.select(task.c.key)
        .select_from(
            task.join(report, report.c.instance_key == task.c.instance_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
            .outerjoin(report_draft, report_draft.c.report_key == report.c.key)
        )
        .where(in_scope(viewer, scope))
    )


_COLUMNS = (
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


def _searched(query: sa.Select[Any], words: str) -> sa.Select[Any]:
    for word in folded(words).split():
        query = query.where(cycle_unit.c.search.like(f"%{_literal(word)}%", escape="\\"))
    return query


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _count(session: Session, query: sa.Select[Any]) -> int:
    some = query.limit(MOST_COUNTED + 1).subquery()
    return session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


def _band_counts(session: Session, query: sa.Select[Any], bounds: Bands) -> dict[str, int]:
    return {band: _count(session, query.where(bounds.holds(band, task.c.due_at))) for band in BANDS}


def _row(row: Any, look: Look, words: Mapping[str, Mapping[str, str]]) -> InboxRow:
    held = holds(look.viewer, row.assignee)
    return InboxRow(
        task_key=row.key,
        element=row.element,
        name=row.name,
        period=label_words(period(row.period)),
        report_key=row.report_key,
        unit_name=row.unit_name,
        superior_name=row.superior_name,
        office=words[row.candidate_group],
        due_at=row.due_at,
        distance=look.distance(row.due_at),
        band=look.bands.of(row.due_at),
        claimed_by_me=held,
        claimed_by_other=row.assignee is not None and not held,
        mine_to_do=row.candidate_group in look.viewer.groups,
        draft_saved_at=row.saved_at,
        returns=row.returns,
    )
