"""The rows of the inbox: tasks of reports and of other matters as the list shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Steps
from engine.tables import instance, task
from organisation.roles import HEAD, group, split_group
from organisation.viewer import Viewer
from periods.calendar import WorkingCalendar
from periods.late import lateness
from workflows.any_task import usernames
from workflows.bands import Bands, bands
from workflows.cycle_words import cycle_words
from workflows.deadlines import ZONE
from workflows.matter import Line, Words
from workflows.matter_lines import lines_of, plain_lines
from workflows.offices import offices
from workflows.open_task import holds
from workflows.subject import Subject
from workflows.tables import cycle, cycle_unit, draft, report


@dataclass(frozen=True)
class InboxRow:
    """One task as the list shows it.

    `distance` says how far the due date is, `band` is one of BANDS; `stood_in_for` names the office of the absent
    colleague for whom the viewer would do it. `held_by` is the account of a colleague who has taken it. `name` is the
    step; `title` what it is about: of a report its period. An `attempt` after the first corrects what was accepted.
    """

    task_key: int
    element: str
    name: Mapping[str, str]
    of_report: bool
    title: Mapping[str, str]
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


_COLUMNS = (
    task.c.key,
    task.c.element,
    task.c.name,
    task.c.candidate_group,
    task.c.assignee,
    task.c.due_at,
    task.c.owner,
    instance.c.definition_key,
    instance.c.subject,
    report.c.key.label("report_key"),
    report.c.returns,
    report.c.attempt,
    cycle.c.period,
    cycle.c.title,
    cycle_unit.c.name.label("unit_name"),
    cycle_unit.c.superior_name,
    draft.c.saved_at,
    draft.c.revision,
)


# where the draft of a task is kept, as TaskFacts.place says
_PLACE = sa.case(
    (report.c.key.is_not(None), instance.c.subject),
    (instance.c.subject != "", instance.c.subject.concat("/").concat(task.c.form_id)),
    else_=sa.literal("task:").concat(sa.cast(task.c.key, sa.String)),
)
_ROWS = (
    sa.select(*_COLUMNS)
    .select_from(
        task.join(instance, instance.c.key == task.c.instance_key)
        .outerjoin(report, report.c.instance_key == task.c.instance_key)
        .outerjoin(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .outerjoin(cycle, cycle.c.key == report.c.cycle_key)
        .outerjoin(draft, draft.c.place == _PLACE)
    )
    .where(task.c.key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(task.c.sort_at, task.c.key)
)


def inbox_rows(session: Session, look: Look, keys: Sequence[int]) -> Iterator[InboxRow]:
    """The tasks of a page in the order of lists."""
    rows = session.execute(_ROWS, {"keys": list(keys)}).all()
    matters = [row for row in rows if row.report_key is None]
    named = Named(
        offices(session, {row.candidate_group for row in rows}),
        _accounts(session, look.viewer, rows),
        Steps(session),
        lines_of(session, [subject for row in matters if (subject := Subject.of(row.subject))]),
        plain_lines(session, [row for row in matters if not row.subject]),
    )
    return (_row(row, look, named) for row in rows)


def _accounts(session: Session, viewer: Viewer, rows: Sequence[Any]) -> Mapping[str, str]:
    held = {row.assignee for row in rows if row.assignee and not holds(viewer, row.assignee)}
    return usernames(session, held) if held else {}


@dataclass(frozen=True)
class Named:
    """What the rows of a page are called, asked for once for all of them."""

    offices: Mapping[str, Words]
    accounts: Mapping[str, str]
    steps: Steps
    lines: Mapping[str, Line]
    plain: Mapping[tuple[int, str], Line]

    def line(self, row: Any) -> Line:
        """What the task of a row is about, if that is no report."""
        return self.lines.get(row.subject) or self.plain.get((row.definition_key, row.owner)) or _NOTHING


_NOTHING = Line({"vi": "", "en": ""}, "", "")


def _row(row: Any, look: Look, named: Named) -> InboxRow:
    held = holds(look.viewer, row.assignee)
    of_report = row.report_key is not None
    line = _NOTHING if of_report else named.line(row)
    return InboxRow(
        task_key=row.key,
        element=row.element,
        name=named.steps.words(row.definition_key, row.element),
        of_report=of_report,
        title=cycle_words(row) if of_report else line.title,
        unit_name=row.unit_name if of_report else line.unit_name,
        superior_name=row.superior_name,
        office=named.offices[row.candidate_group],
        due_at=row.due_at,
        distance=look.distance(row.due_at),
        band=look.bands.of(row.due_at),
        claimed_by_me=held,
        claimed_by_other=row.assignee is not None and not held,
        held_by=named.accounts.get(row.assignee, ""),
        mine_to_do=row.candidate_group in look.viewer.groups,
        may_assign=group(split_group(row.candidate_group)[0], HEAD) in look.viewer.groups,
        stood_in_for=look.viewer.stands_in_for(row.candidate_group),
        # a correction begins with what was accepted, which nobody here has saved
        draft_saved_at=None if (row.attempt or 1) > 1 and (row.revision or 0) <= 1 else row.saved_at,
        returns=row.returns or 0,
        attempt=row.attempt or 1,
    )
