"""One report from opening to acceptance: where it is, every hand-over with its time, versions, receipts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.holding import hold_instance
from engine.tables import instance
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.attempts import Attempt, attempts, may_correct
from workflows.board import visible_paths
from workflows.coming import Coming, coming
from workflows.comments import Comment, comments
from workflows.days_lost import NOTHING_LOST, Lost, days_lost
from workflows.errors import NotYours
from workflows.hand_overs import Account, HandOver, account, hand_overs
from workflows.holder import Holder, holders
from workflows.returned import TOLD_ABOVE, Returned
from workflows.subject import about_report
from workflows.tables import (
    cycle,
    cycle_level,
    cycle_unit,
    document,
    receipt,
    report,
    report_version,
)
from workflows.timeliness import outcome

RECEIVING = "accept"
"""The step in which a report lies with the unit above."""


@dataclass(frozen=True)
class Version:
    """What was submitted once, its document if it is made already, its receipts, and why it came back, if it did.

    `conclusion` is what the head decided in words when he approved it.
    """

    key: int
    number: int
    submitted_at: datetime
    nil: bool
    document_key: int | None
    document_bytes: int | None
    sha256: str | None
    returned: Returned | None
    conclusion: str
    receipts: tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """A report as its page shows it.

    `hand_overs` are oldest first, and `account` has the hours of each in the same order. `dates` has every date of
    the cycle for the unit's level with its explanation. `involved` says whether the
    viewer works in the reporting unit or in the one above it, `sees_above` whether he may see the latter's board,
    `may_withdraw` whether he may take the report back now, `may_correct` whether he may open a correction. `attempts`
    are all attempts at this report, `lost` the days that returns of this one cost.
    """

    row: Any
    holder: Holder | None
    coming: Coming | None
    hand_overs: tuple[HandOver, ...]
    account: Account
    versions: tuple[Version, ...]
    dates: Mapping[str, Dated]
    comments: tuple[Comment, ...]
    involved: bool
    sees_above: bool
    may_withdraw: bool
    may_correct: bool
    attempts: Sequence[Attempt]
    lost: Lost


@dataclass(frozen=True)
class Document:
    """The file of a version, and what to call it."""

    content: bytes
    sha256: str
    name: str


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
            cycle.c.title,
            cycle.c.closes_at,
            cycle.c.opened_at,
            cycle.c.root_unit_key,
            cycle.c.tree_on,
            instance.c.deployment_key,
            outcome(now).label("outcome"),
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
            .outerjoin(instance, instance.c.key == report.c.instance_key)
        )
        .where(report.c.key == report_key)
    ).one_or_none()
    if row is None:
        raise NotYours
    if not any(row.path.startswith(path) for path in visible_paths(session, row.cycle_key, viewer)):
        raise NotYours
    return row


def hold_report(session: Session, viewer: Viewer, report_key: int, now: datetime) -> Any:
    """The same row for whoever changes the report, as the rivals before him left it; those after him wait.

    Raises NotYours before anything is held.
    """
    row = find_report(session, viewer, report_key, now)
    if row.instance_key is None:
        return row
    hold_instance(session, row.instance_key)
    return find_report(session, viewer, report_key, now)


def case(session: Session, viewer: Viewer, report_key: int, now: datetime) -> Case:
    """Everything the case page shows, for one who may see it."""
    row = find_report(session, viewer, report_key, now)
    held = hand_overs(session, row, viewer)
    holder = holders(session, [row.instance_key]).get(row.instance_key) if row.instance_key else None
    return Case(
        row=row,
        holder=holder,
        coming=coming(session, [row]).get(row.instance_key),
        hand_overs=tuple(held),
        account=account(held, now),
        versions=_versions(session, report_key, held),
        dates=_dates(session, row),
        comments=comments(session, about_report(report_key)),
        involved=is_involved(viewer, row),
        sees_above=row.path not in visible_paths(session, row.cycle_key, viewer),
        may_withdraw=may_withdraw(viewer, row, holder, now),
        may_correct=may_correct(session, viewer, row, now),
        attempts=attempts(session, row.cycle_unit_key),
        lost=days_lost(session, [row.key], now).get(row.key, NOTHING_LOST),
    )


def is_involved(viewer: Viewer, row: Any) -> bool:
    """Whether the viewer works in the unit that reports or in the one it reports to."""
    return bool(viewer.units() & {row.handle, row.superior_handle})


def may_withdraw(viewer: Viewer, row: Any, holder: Holder | None, now: datetime) -> bool:
    """Whether the viewer may take a report back now: the head, while it lies with the unit above."""
    lies_above = holder is not None and holder.step == RECEIVING
    return group(row.handle, HEAD) in viewer.groups and lies_above and row.closes_at > now


def find_document(session: Session, viewer: Viewer, document_key: int, now: datetime) -> tuple[Any, Document]:
    """A version's file with its report. NotYours unless the viewer may see the case."""
    found = session.execute(
        sa.select(document.c.content, document.c.sha256, report_version.c.report_key, report_version.c.number)
        .join(report_version, report_version.c.key == document.c.version_key)
        .where(document.c.key == document_key)
    ).one_or_none()
    if found is None:
        raise NotYours
    row = find_report(session, viewer, found.report_key, now)
    name = f"bao-cao_{row.period}_{row.handle.replace('@', '_')}_{found.number}.pdf"
    return row, Document(found.content, found.sha256, name)


def _versions(session: Session, report_key: int, held: Iterable[HandOver]) -> tuple[Version, ...]:
    """Newest first."""
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
    returned = _returned(held)
    return tuple(
        Version(
            key=row.key,
            number=row.number,
            submitted_at=row.submitted_at,
            nil=row.nil,
            document_key=row.document_key,
            document_bytes=row.document_bytes,
            sha256=row.sha256,
            returned=returned.get(row.number),
            conclusion=row.conclusion,
            receipts=_receipts(session, row.key),
        )
        for row in rows
    )


def _returned(held: Iterable[HandOver]) -> dict[int, Returned]:
    """Why versions came back from the unit above, by their number: sent back by it, or taken back from it."""
    back = [over.returned for over in held if over.returned and over.returned.stage in TOLD_ABOVE]
    return {one.version_number: one for one in back if one.version_number is not None}


def _receipts(session: Session, version_key: int) -> tuple[Any, ...]:
    rows = session.execute(
        sa.select(receipt).where(receipt.c.version_key == version_key).order_by(receipt.c.key)
    )
    return tuple(rows)


def _dates(session: Session, row: Any) -> Mapping[str, Dated]:
    dates: Mapping[str, Any] = session.execute(
        sa.select(cycle_level.c.dates).where(
            cycle_level.c.cycle_key == row.cycle_key, cycle_level.c.level == row.level
        )
    ).scalar_one()
    return {name: from_json(stored) for name, stored in dates.items()}
