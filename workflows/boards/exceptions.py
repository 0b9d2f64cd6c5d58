"""Exceptions first: what is late, what came back, what stands still, and nothing that goes its way.

Cost: what the boards cost, with the reports that are overdue below; faults are found among those that wait.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Steps
from engine.tables import incident, instance
from organisation.viewer import Viewer
from workflows.boards.accounts import accounts, together
from workflows.boards.ledgers import BOTH_SIDES
from workflows.boards.owed import COUNTED, SIDES, Owed
from workflows.boards.reports import REPORTS, report_line
from workflows.cycle_words import cycle_words
from workflows.issues.owed import BELOW_OWE
from workflows.late_receiving import late_receiving
from workflows.matter import Words
from workflows.matter_lines import lines_of, plain_lines
from workflows.overdue import late_reports
from workflows.subject import Subject, about_report
from workflows.tables import cycle, cycle_unit, report

MOST = 30
EACH = 20
# reports that are late below are found with those of the reader's own units
_LATE = (*(one for one in BOTH_SIDES if one[0] is not REPORTS), (BELOW_OWE, SIDES[0]))


@dataclass(frozen=True)
class Stopped:
    """An instance that a fault holds up: what it is about, at which step, since when. `href` may be empty."""

    title: Words
    unit_name: str
    step: Words
    since: datetime
    href: str


@dataclass(frozen=True)
class Exceptions:
    """What a reader must look at, the worst first, at most MOST of each; totals count to COUNTED + 1 each."""

    late: Sequence[Owed]
    late_total: int
    returned: Sequence[Owed]
    returned_total: int
    stopped: Sequence[Stopped]
    stopped_total: int


def exceptions(session: Session, viewer: Viewer, now: datetime, *, most: int = MOST) -> Exceptions:
    """Of the reader's units and all below: urgent ones first, then what is late longest."""
    late, late_total = late_ones(session, viewer, now, most=most)
    back = accounts(session, BOTH_SIDES, viewer.unit_keys(), now, limit=EACH, came_back=True)
    stopped, stopped_total = _stopped(session, viewer, most)
    return Exceptions(
        late=late,
        late_total=late_total,
        returned=_worst(row for one in back for row in one.rows)[:most],
        returned_total=together(back),
        stopped=stopped,
        stopped_total=stopped_total,
    )


def late_ones(session: Session, viewer: Viewer, now: datetime, *, most: int = MOST) -> tuple[list[Owed], int]:
    """What the reader's units owe or are owed past its date, and what is late below; and how many."""
    found = accounts(session, _LATE, viewer.unit_keys(), now, limit=EACH, due=(None, now))
    reports, reports_total = late_reports(session, viewer, now, most=most)
    waiting = late_receiving(session, viewer, now)
    rows = [
        *(row for one in found for row in one.rows),
        *(report_line(row, now) for row in reports),
        *(_to_receive(row) for row in waiting.rows),
    ]
    total = together(found) + reports_total + waiting.total
    return _worst(rows)[:most], min(total, COUNTED + 1)


def _worst(rows: Iterable[Owed]) -> list[Owed]:
    """Each matter once: urgent ones first, then what was due first."""
    found = {row.subject: row for row in rows}
    return sorted(found.values(), key=lambda row: (not row.urgent, row.due_at, row.subject))


def _to_receive(row: Any) -> Owed:
    """A report that was sent and that the desk of the unit above has not looked at in time."""
    period = cycle_words(row)
    return Owed(
        subject=f"{about_report(row.key)}/receive",
        title={"vi": f"Tiếp nhận báo cáo {period['vi']}", "en": f"Receive the report for {period['en']}"},
        from_unit=row.superior_name or "",
        to_unit=row.unit_name,
        due_at=row.due_at,
        href=f"/reports/{row.key}",
        late=True,
    )


_WAITING = (
    sa.select(
        incident.c.key,
        incident.c.element,
        incident.c.created_at,
        instance.c.definition_key,
        instance.c.owner,
        instance.c.subject,
        report.c.key.label("report_key"),
        cycle_unit.c.name.label("unit_name"),
        cycle.c.period,
        cycle.c.title,
    )
    .select_from(
        incident.join(instance, instance.c.key == incident.c.instance_key)
        .outerjoin(report, report.c.instance_key == instance.c.key)
        .outerjoin(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .outerjoin(cycle, cycle.c.key == report.c.cycle_key)
    )
    .where(incident.c.resolved_at.is_(None))
)


def _stopped(session: Session, viewer: Viewer, most: int) -> tuple[list[Stopped], int]:
    """Faults that wait for an operator, of instances of the reader's own units, the oldest first."""
    mine = _WAITING.where(instance.c.owner.in_(sorted(viewer.units())))
    rows = session.execute(mine.order_by(incident.c.created_at, incident.c.key).limit(most)).all()
    some = mine.with_only_columns(incident.c.key).limit(COUNTED + 1).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    matters = [row for row in rows if row.report_key is None]
    lines = lines_of(session, [subject for row in matters if (subject := Subject.of(row.subject))])
    plain = plain_lines(session, [row for row in matters if row.subject not in lines])
    steps = Steps(session)
    return [
        _held_up(row, lines.get(row.subject) or plain.get((row.definition_key, row.owner)), steps)
        for row in rows
    ], total


def _held_up(row: Any, line: Any, steps: Steps) -> Stopped:
    step = steps.words(row.definition_key, row.element)
    if line is not None:
        return Stopped(line.title, line.unit_name, step, row.created_at, line.href)
    period = cycle_words(row)
    title = {"vi": f"Báo cáo {period['vi']}", "en": f"Report for {period['en']}"}
    return Stopped(title, row.unit_name, step, row.created_at, f"/reports/{row.report_key}")
