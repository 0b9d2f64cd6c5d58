"""What is late in a leader's part of the tree: how long, who holds it, who was told, what comes next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.tables import outbox
from organisation.levels import ranks
from organisation.viewer import Viewer
from workflows.coming import Coming, coming
from workflows.escalation import TOLD
from workflows.holder import Holder, holders
from workflows.offices import offices
from workflows.tables import OF_REPORTS, cycle, cycle_unit, report
from workflows.visible import seen_by

PAGE = 50
LONGEST_CURSOR = 7


@dataclass(frozen=True)
class Told:
    """A notice that went out: when, by which rule, to which offices."""

    at: datetime
    rule: str
    offices: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class OverdueRow:
    """One late report."""

    row: Any
    holder: Holder | None
    told: tuple[Told, ...]
    coming: Coming | None


@dataclass(frozen=True)
class Pressing:
    """A report of the viewer's own unit that is due next while units below have not sent theirs."""

    row: Any
    waiting_for: int


@dataclass(frozen=True)
class Overdue:
    """One page of late reports, longest late first; `total` counts all of them."""

    rows: tuple[OverdueRow, ...]
    total: int
    next_cursor: str | None
    pressing: Pressing | None


def overdue(
    session: Session, viewer: Viewer, now: datetime, *, cursor: str | None = None, kind: str = ""
) -> Overdue:
    """Reports of the viewer's units and of all below them whose deadline has passed in a cycle still open.

    `kind` is that of the reports ("monthly"); empty for all.
    """
    start = _start(cursor)
    found, total = late_reports(session, viewer, now, kind=kind, start=start, most=PAGE + 1)
    rows = found[:PAGE]
    holding = holders(session, [row.instance_key for row in rows if row.instance_key is not None])
    told = _told(session, [row.key for row in rows])
    ahead = coming(session, rows)
    return Overdue(
        rows=tuple(
            OverdueRow(
                row=row,
                holder=holding.get(row.instance_key),
                told=told.get(row.key, ()),
                coming=ahead.get(row.instance_key),
            )
            for row in rows
        ),
        total=total,
        next_cursor=str(start + PAGE) if len(found) > PAGE else None,
        pressing=_pressing(session, viewer, now, kind),
    )


def late_reports(
    session: Session, viewer: Viewer, now: datetime, *, kind: str = "", start: int = 0, most: int
) -> tuple[Sequence[Any], int]:
    """The rows of them alone, and how many there are."""
    late = _late(viewer, now, kind)
    total: int = session.execute(sa.select(sa.func.count()).select_from(late.subquery())).scalar_one()
    ordered = late.order_by(report.c.due_at, cycle_unit.c.path).offset(start).limit(most)
    return session.execute(ordered).all() if total else (), total


def overdue_by_level(session: Session, now: datetime) -> dict[str, int]:
    """How many reports of each level are owed past their deadline, in the cycles still open."""
    query = (
        sa.select(cycle_unit.c.level, sa.func.count().label("n"))
        .select_from(_REPORTS)
        .where(_overdue(now))
        .group_by(cycle_unit.c.level)
    )
    counted = {row.level: row.n for row in session.execute(query)}
    return {level: counted.get(level, 0) for level in ranks(session)}


def _start(cursor: str | None) -> int:
    digits = cursor or ""
    return int(digits) if digits.isdecimal() and len(digits) < LONGEST_CURSOR else 0


def _overdue(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(report.c.due_at < now, still_owed(now))


def still_owed(now: datetime) -> sa.ColumnElement[bool]:
    """Not sent, or returned and not sent again, in a cycle that is open: in both cases the unit owes the report."""
    return sa.and_(
        report.c.cycle_key.in_(open_cycles(now)),
        report.c.accepted_at.is_(None),
        sa.or_(
            report.c.first_submitted_at.is_(None),
            report.c.returns + report.c.withdrawals >= report.c.versions,
        ),
    )


def open_cycles(now: datetime) -> sa.Select[tuple[int]]:
    """Read first, so that the reports of cycles long closed are never looked at."""
    return sa.select(cycle.c.key).where(cycle.c.closes_at > now).correlate(None)


_REPORTS = report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
    cycle, cycle.c.key == report.c.cycle_key
)
_COLUMNS = (
    report.c.key,
    report.c.instance_key,
    report.c.due_at,
    report.c.returns,
    report.c.first_submitted_at,
    report.c.cycle_key,
    cycle.c.period,
    cycle.c.title,
    cycle_unit.c.unit_key,
    cycle_unit.c.handle,
    cycle_unit.c.name.label("unit_name"),
    cycle_unit.c.superior_handle,
    cycle_unit.c.superior_name,
    cycle_unit.c.level,
)


def _late(viewer: Viewer, now: datetime, kind: str) -> sa.Select[Any]:
    return sa.select(*_COLUMNS).select_from(_REPORTS).where(seen_by(viewer), _overdue(now), _is_of(kind))


def _is_of(kind: str) -> sa.ColumnElement[bool]:
    return cycle.c.report_kind == kind if kind else sa.true()


def _pressing(session: Session, viewer: Viewer, now: datetime, kind: str) -> Pressing | None:
    """Of the viewer's own reports that wait for late ones from below, the one that is due first."""
    child, its = cycle_unit.alias("child"), report.alias("its")
    waiting_for = (
        sa.select(sa.func.count())
        .select_from(child.join(its, its.c.cycle_unit_key == child.c.key))
        .where(
            child.c.cycle_key == cycle_unit.c.cycle_key,
            child.c.superior_unit_key == cycle_unit.c.unit_key,
            its.c.first_submitted_at.is_(None),
            its.c.due_at < now,
        )
        .scalar_subquery()
    )
    row = session.execute(
        sa.select(*_COLUMNS, waiting_for.label("waiting_for"))
        .select_from(_REPORTS)
        .where(
            cycle_unit.c.unit_key.in_(sorted(viewer.unit_keys())),
            cycle_unit.c.cycle_key.in_(open_cycles(now)),
            report.c.first_submitted_at.is_(None),
            waiting_for > 0,
            _is_of(kind),
        )
        .order_by(report.c.due_at, report.c.key)
        .limit(1)
    ).one_or_none()
    return None if row is None else Pressing(row, row.waiting_for)


def _told(session: Session, report_keys: Sequence[int]) -> dict[int, tuple[Told, ...]]:
    """The reminders and escalations of reports, oldest first."""
    rows = session.execute(
        sa.select(outbox)
        .where(
            OF_REPORTS,
            outbox.c.about.in_([f"report:{key}" for key in report_keys]),
            outbox.c.channel == "inbox",
            outbox.c.rule.in_(sorted(TOLD)),
        )
        .order_by(outbox.c.key)
    ).all()
    words = offices(session, {row.recipient for row in rows})
    by_event: dict[tuple[str, str, datetime], list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        by_event[row.about, row.rule, row.created_at].append(words[row.recipient])
    told: dict[int, tuple[Told, ...]] = {}
    for (about, rule, at), who in by_event.items():
        key = int(about.partition(":")[2])
        told[key] = (*told.get(key, ()), Told(at, rule, tuple(who)))
    return told
