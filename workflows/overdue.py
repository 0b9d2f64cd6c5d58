"""What is late in a leader's part of the tree: how long, who holds it, who was told, what comes next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import timer
from notifications.tables import outbox
from organisation.viewer import Viewer
from workflows.holder import Holder, holders
from workflows.offices import offices
from workflows.tables import cycle, cycle_unit, report

PAGE = 100


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
    next_at: datetime | None
    next_element: str | None


@dataclass(frozen=True)
class Overdue:
    """The late reports, longest late first; `total` counts those beyond the page too."""

    rows: tuple[OverdueRow, ...]
    total: int


def overdue(session: Session, viewer: Viewer, now: datetime) -> Overdue:
    """Reports of the viewer's units and of all below them whose deadline has passed in a cycle still open."""
    late = _late(viewer, now)
    total = session.execute(sa.select(sa.func.count()).select_from(late.subquery())).scalar_one()
    rows = session.execute(late.order_by(report.c.due_at, cycle_unit.c.path).limit(PAGE)).all()
    keys = [row.instance_key for row in rows if row.instance_key is not None]
    holding = holders(session, keys)
    told = _told(session, [row.key for row in rows])
    coming = _coming(session, keys)
    return Overdue(
        rows=tuple(
            OverdueRow(
                row=row,
                holder=holding.get(row.instance_key),
                told=told.get(row.key, ()),
                next_at=coming.get(row.instance_key, (None, None))[0],
                next_element=coming.get(row.instance_key, (None, None))[1],
            )
            for row in rows
        ),
        total=total,
    )


def _late(viewer: Viewer, now: datetime) -> sa.Select[Any]:
    """Not sent and due, or returned and the new date passed: in both cases the unit still owes the report."""
    mine = cycle_unit.alias("mine")
    sees_all = viewer.is_operator or viewer.is_owner
    below = sa.exists().where(
        mine.c.cycle_key == cycle_unit.c.cycle_key,
        mine.c.depth == 0 if sees_all else mine.c.unit_key.in_(sorted(viewer.unit_keys())),
        cycle_unit.c.path >= mine.c.path,
        cycle_unit.c.path < sa.func.rtrim(mine.c.path, "/").concat("0"),
    )
    return (
        sa.select(
            report.c.key,
            report.c.instance_key,
            report.c.due_at,
            report.c.returns,
            report.c.first_submitted_at,
            report.c.cycle_key,
            cycle.c.period,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.superior_name,
            cycle_unit.c.level,
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
                cycle, cycle.c.key == report.c.cycle_key
            )
        )
        .where(
            below,
            report.c.due_at < now,
            cycle.c.closes_at > now,
            report.c.accepted_at.is_(None),
            sa.or_(report.c.first_submitted_at.is_(None), report.c.returns >= report.c.versions),
        )
    )


def _told(session: Session, report_keys: Sequence[int]) -> dict[int, tuple[Told, ...]]:
    abouts = [f"report:{key}" for key in report_keys]
    rows = session.execute(
        sa.select(outbox)
        .where(outbox.c.about.in_(abouts), outbox.c.channel == "inbox")
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


def _coming(session: Session, instance_keys: Sequence[int]) -> dict[int, tuple[datetime, str]]:
    """The next timer of each instance."""
    rows = session.execute(
        sa.select(timer.c.instance_key, timer.c.due_at, timer.c.element)
        .where(timer.c.instance_key.in_(instance_keys))
        .order_by(timer.c.due_at.desc())
    )
    return {row.instance_key: (row.due_at, row.element) for row in rows}
