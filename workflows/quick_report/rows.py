"""Reading quick reports: one, who got it, what was reported since, and who may see it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.viewer import Viewer
from organisation.visibility import has_part
from workflows.quick_report.tables import quick_receipt, quick_report, quick_update

KIND, RECEIPT = "quick_report", "quick_receipt"
WAITING, CONFIRMED, SILENT, TOLD = "waiting", "confirmed", "silent", "told"


def report_row(session: Session, key: int) -> Any:
    """The row of a quick report."""
    return session.execute(sa.select(quick_report).where(quick_report.c.key == key)).one()


def report_of_receipt(session: Session, receipt_key: int) -> tuple[Any, Any]:
    """The report that a receipt is of, and the receipt."""
    receipt = session.execute(sa.select(quick_receipt).where(quick_receipt.c.key == receipt_key)).one()
    return report_row(session, receipt.report_key), receipt


def receipts_of(session: Session, key: int) -> Sequence[Any]:
    """Who got it: those that confirm first, nearest first."""
    return session.execute(
        sa.select(quick_receipt).where(quick_receipt.c.report_key == key).order_by(quick_receipt.c.position)
    ).all()


def updates_of(session: Session, key: int) -> Sequence[Any]:
    """What was reported since, in order."""
    return session.execute(
        sa.select(quick_update).where(quick_update.c.report_key == key).order_by(quick_update.c.number)
    ).all()


def end_report(session: Session, key: int, state: str, now: datetime) -> None:
    """Nothing more is to come of a report that was followed up; the lists of those that got it know it, too."""
    session.execute(
        sa.update(quick_report)
        .where(quick_report.c.key == key, quick_report.c.state == "open")
        .values(state=state, ended_at=now)
    )
    session.execute(sa.update(quick_receipt).where(quick_receipt.c.report_key == key).values(over=True))


def seen_by(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """The reports a viewer may see: of units at or below his, and those that his units got."""
    of_it = quick_receipt.c.report_key == quick_report.c.key
    return has_part(viewer, on, quick_report.c.unit_key, quick_receipt.c.unit_key, of_it)


def may_see(session: Session, viewer: Viewer, key: int, on: date) -> bool:
    """Whether a viewer may see a report."""
    found = sa.select(quick_report.c.key).where(quick_report.c.key == key, seen_by(viewer, on))
    return session.execute(found).first() is not None


def quick_report_seen(session: Session, viewer: Viewer, issue_key: int, now: datetime) -> Any:
    """The quick report by which an issue came, for those who may see it; None for any other."""
    return session.execute(
        sa.select(quick_report).where(quick_report.c.issue_key == issue_key, seen_by(viewer, local_day(now)))
    ).one_or_none()
