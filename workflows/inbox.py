"""The inbox: open tasks of a viewer in bands, with counts, search and paging by cursor.

What it costs stands in open_tasks.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from organisation.roles import HEAD, group, split_group
from organisation.viewer import Viewer
from periods.calendar import WorkingCalendar
from periods.late import lateness
from workflows.any_task import usernames
from workflows.bands import BANDS, Bands, Span, bands
from workflows.cycle_words import cycle_words
from workflows.deadlines import ZONE, working_calendar
from workflows.offices import offices
from workflows.open_task import holds
from workflows.open_tasks import (
    BEGINNING,
    END,
    KINDS,
    MOST_COUNTED,
    SCOPES,
    Branch,
    Position,
    branches_of,
    count_tasks,
    first_tasks,
)
from workflows.tables import cycle, cycle_unit, report, report_draft

PAGE = 50
LONGEST_SEARCH = 200
LONGEST_KEY = 18


@dataclass(frozen=True)
class InboxRow:
    """One task as the list shows it.

    `distance` says how far the due date is, `band` is one of BANDS; `stood_in_for` names the office of the absent
    colleague for whom the viewer would do it. `held_by` is the account of a colleague who has taken it. An `attempt`
    after the first corrects what was accepted.
    """

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
    held_by: str
    mine_to_do: bool
    may_assign: bool
    stood_in_for: str | None
    draft_saved_at: datetime | None
    returns: int
    attempt: int


@dataclass(frozen=True)
class Inbox:
    """One page of tasks, most urgent first.

    `counts` is how many there are in each scope, `bands` how many of this scope and search in each band
    (1001 means more than 1000).
    """

    scope: str
    search: str
    kind: str
    band: str
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
    kind: str = "",
    band: str = "",
    cursor: str | None = None,
) -> Inbox:
    """The open tasks of a viewer. Unknown scopes read as "mine"; a stranger's tasks are never in it.

    `kind` and `band` narrow it to one of KINDS and one of BANDS; unknown ones read as all.
    """
    scope = scope if scope in SCOPES else SCOPES[0]
    kind, band = (kind if kind in KINDS else ""), (band if band in BANDS else "")
    words = " ".join(search.split())[:LONGEST_SEARCH]
    look = Look(viewer, now, working_calendar(session, now))
    branches = branches_of(viewer, scope, kind)
    spans = {name: span for name, span in look.bands.spans().items() if band in {"", name}}
    found = _found(session, branches, words, _position(cursor), spans.get(band))
    rows = session.execute(_ROWS, {"keys": [key for _, key in found[:PAGE]]}).all()
    office = offices(session, {row.candidate_group for row in rows})
    held = {row.assignee for row in rows if row.assignee and not holds(viewer, row.assignee)}
    names = usernames(session, held) if held else {}
    return Inbox(
        scope=scope,
        search=words,
        kind=kind,
        band=band,
        rows=tuple(_row(row, look, office, names) for row in rows),
        counts=_counts(session, viewer),
        bands=_band_counts(session, branches, words, spans),
        next_cursor=_cursor(found[PAGE - 1]) if len(found) > PAGE else None,
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


def _cursor(last: Position) -> str:
    at, key = last
    return f"{at.isoformat()}~{key}"


def _position(cursor: str | None) -> Position | None:
    """Where a page begins; a cursor that is none of ours begins at the top."""
    at, _, key = (cursor or "").rpartition("~")
    if not (key.isdecimal() and len(key) <= LONGEST_KEY):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, int(key)) if moment.tzinfo else None


_COLUMNS = (
    task.c.key,
    task.c.element,
    task.c.name,
    task.c.candidate_group,
    task.c.assignee,
    task.c.due_at,
    report.c.key.label("report_key"),
    report.c.returns,
    report.c.attempt,
    cycle.c.period,
    cycle.c.title,
    cycle_unit.c.name.label("unit_name"),
    cycle_unit.c.superior_name,
    report_draft.c.saved_at,
    report_draft.c.revision,
)


_ROWS = (
    sa.select(*_COLUMNS)
    .select_from(
        task.join(report, report.c.instance_key == task.c.instance_key)
        .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .join(cycle, cycle.c.key == report.c.cycle_key)
        .outerjoin(report_draft, report_draft.c.report_key == report.c.key)
    )
    .where(task.c.key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(task.c.sort_at, task.c.key)
)


def _found(
    session: Session, branches: Sequence[Branch], words: str, after: Position | None, span: Span | None
) -> list[Position]:
    """One task more than a page, of a band or of all."""
    since, until = span or (None, None)
    if since is not None:
        after = max(after or (since, 0), (since, 0))
    found = first_tasks(session, branches, words, after, PAGE + 1)
    return [place for place in found if until is None or place[0] < until]


def _counts(session: Session, viewer: Viewer) -> dict[str, int]:
    parts = ("taken", "unassigned", "unit")
    found = {name: count_tasks(session, branches_of(viewer, name)) for name in parts}
    return found | {"mine": min(found["taken"] + found["unassigned"], MOST_COUNTED + 1)}


def _band_counts(
    session: Session, branches: Sequence[Branch], words: str, spans: Mapping[str, Span]
) -> dict[str, int]:
    return {
        band: count_tasks(session, branches, words, since=since or BEGINNING, until=until or END)
        for band, (since, until) in spans.items()
    }


def _row(row: Any, look: Look, words: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> InboxRow:
    held = holds(look.viewer, row.assignee)
    return InboxRow(
        task_key=row.key,
        element=row.element,
        name=row.name,
        period=cycle_words(row),
        report_key=row.report_key,
        unit_name=row.unit_name,
        superior_name=row.superior_name,
        office=words[row.candidate_group],
        due_at=row.due_at,
        distance=look.distance(row.due_at),
        band=look.bands.of(row.due_at),
        claimed_by_me=held,
        claimed_by_other=row.assignee is not None and not held,
        held_by=names.get(row.assignee, ""),
        mine_to_do=row.candidate_group in look.viewer.groups,
        may_assign=group(split_group(row.candidate_group)[0], HEAD) in look.viewer.groups,
        stood_in_for=look.viewer.stands_in_for(row.candidate_group),
        # a correction begins with what was accepted, which nobody here has saved
        draft_saved_at=row.saved_at if row.attempt == 1 or (row.revision or 0) > 1 else None,
        returns=row.returns,
        attempt=row.attempt,
    )
