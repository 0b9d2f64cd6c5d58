"""One report from opening to acceptance: where it is, every hand-over with its time, versions, receipts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance, task
from organisation.viewer import Viewer
from workflows.board import visible_paths
from workflows.errors import NotYours
from workflows.holder import Holder, holders
from workflows.offices import offices
from workflows.tables import (
    cycle,
    cycle_level,
    cycle_unit,
    document,
    receipt,
    report,
    report_return,
    report_version,
)
from workflows.timeliness import outcome

BELOW, OWN, ABOVE, CORRECTION = "below", "own", "above", "correction"
PARTS = (BELOW, OWN, ABOVE, CORRECTION)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class HandOver:
    """One office holding the report, from `start` until `end` (None: still). `part` is one of PARTS."""

    office: Mapping[str, str]
    element: str
    part: str
    start: datetime
    end: datetime | None
    returned: Any | None
    ended: str


@dataclass(frozen=True)
class Version:
    """What was submitted once, its document if it is made already, and its receipts."""

    number: int
    submitted_at: datetime
    nil: bool
    document_key: int | None
    document_bytes: int | None
    sha256: str | None
    receipts: tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """A report as its page shows it. `hours` splits the whole time by part and adds up to it."""

    row: Any
    holder: Holder | None
    hand_overs: tuple[HandOver, ...]
    hours: Mapping[str, int]
    versions: tuple[Version, ...]
    dates: Mapping[str, Any]
    parts: tuple[str, ...]


def find_report(session: Session, viewer: Viewer, report_key: int, now: datetime) -> Any:
    """A report with its unit and cycle in one row. NotYours unless it is the viewer's or below one of his units."""
    row = session.execute(
        sa.select(
            report,
            cycle_unit.c.unit_key,
            cycle_unit.c.handle,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.level,
            cycle_unit.c.path,
            cycle_unit.c.superior_name,
            cycle_unit.c.superior_handle,
            cycle_unit.c.superior_unit_key,
            cycle_unit.c.subordinates,
            cycle_unit.c.due_at.label("first_due_at"),
            cycle.c.period,
            cycle.c.closes_at,
            cycle.c.opened_at,
            cycle.c.root_unit_key,
            outcome(now).label("outcome"),
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
                cycle, cycle.c.key == report.c.cycle_key
            )
        )
        .where(report.c.key == report_key)
    ).one_or_none()
    if row is None:
        raise NotYours
    if not any(row.path.startswith(path) for path in visible_paths(session, row.cycle_key, viewer)):
        raise NotYours
    return row


def case(session: Session, viewer: Viewer, report_key: int, now: datetime) -> Case:
    """Everything the case page shows, for one who may see it."""
    row = find_report(session, viewer, report_key, now)
    held = hand_overs(session, row)
    return Case(
        row=row,
        holder=holders(session, [row.instance_key]).get(row.instance_key) if row.instance_key else None,
        hand_overs=tuple(held),
        hours=hours_by_part(held, now),
        versions=_versions(session, report_key),
        dates=_dates(session, row),
        parts=tuple(part for part in PARTS if any(over.part == part for over in held)),
    )


def hand_overs(session: Session, row: Any) -> list[HandOver]:
    """Who held the report, oldest first, without a gap: each office holds it until the next one does."""
    if row.instance_key is None:
        return []
    tasks = session.execute(
        sa.select(task).where(task.c.instance_key == row.instance_key).order_by(task.c.created_at, task.c.key)
    ).all()
    started, ended = session.execute(
        sa.select(instance.c.started_at, instance.c.ended_at).where(instance.c.key == row.instance_key)
    ).one()
    back = {
        found.task_key: found
        for found in session.execute(sa.select(report_return).where(report_return.c.report_key == row.key))
    }
    words = offices(session, {found.candidate_group for found in tasks})
    held = [_collecting(row, started, tasks[0].created_at if tasks else ended)] if row.subordinates else []
    correcting = False
    for place, found in enumerate(tasks):
        following = tasks[place + 1].created_at if place + 1 < len(tasks) else None
        held.append(
            HandOver(
                office=words[found.candidate_group],
                element=found.element,
                part=_part(found.element, correcting=correcting),
                start=found.created_at,
                end=following or found.ended_at,
                returned=back.get(found.key),
                ended=found.status,
            )
        )
        correcting = correcting or (found.element == "accept" and found.key in back)
    return held


def _collecting(row: Any, start: datetime, end: datetime | None) -> HandOver:
    name = {"vi": f"Các đơn vị cấp dưới của {row.unit_name}", "en": f"The units below {row.unit_name}"}
    return HandOver(name, "collect", BELOW, start, end, None, "completed" if end else "created")


def _part(element: str, *, correcting: bool) -> str:
    if element == "accept":
        return ABOVE
    return CORRECTION if correcting else OWN


def hours_by_part(held: Sequence[HandOver], now: datetime) -> dict[str, int]:
    """Whole hours by part, all days counted. Rounded by largest remainder, so that they add up to the total."""
    exact = dict.fromkeys(PARTS, 0.0)
    for over in held:
        exact[over.part] += ((over.end or now) - over.start) / HOUR
    hours = {part: int(value) for part, value in exact.items()}
    missing = round(sum(exact.values())) - sum(hours.values())
    by_remainder = sorted(PARTS, key=lambda part: hours[part] - exact[part])
    for part in by_remainder[:missing]:
        hours[part] += 1
    return hours


def _versions(session: Session, report_key: int) -> tuple[Version, ...]:
    rows = session.execute(
        sa.select(
            report_version,
            document.c.key.label("document_key"),
            document.c.sha256,
            sa.func.length(document.c.content).label("document_bytes"),
        )
        .select_from(report_version.outerjoin(document, document.c.version_key == report_version.c.key))
        .where(report_version.c.report_key == report_key)
        .order_by(report_version.c.number.desc())
    ).all()
    return tuple(
        Version(
            number=row.number,
            submitted_at=row.submitted_at,
            nil=row.nil,
            document_key=row.document_key,
            document_bytes=row.document_bytes,
            sha256=row.sha256,
            receipts=tuple(
                session.execute(
                    sa.select(receipt).where(receipt.c.version_key == row.key).order_by(receipt.c.key)
                )
            ),
        )
        for row in rows
    )


def _dates(session: Session, row: Any) -> Mapping[str, Any]:
    dates: Mapping[str, Any] = session.execute(
        sa.select(cycle_level.c.dates).where(
            cycle_level.c.cycle_key == row.cycle_key, cycle_level.c.level == row.level
        )
    ).scalar_one()
    return dates
