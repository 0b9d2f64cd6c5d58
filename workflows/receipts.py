"""Receipts: each addressee's own record of a submission, sent, opened, accepted."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.roles import HEAD, LEADER, RECEIVER
from organisation.viewer import Viewer
from workflows import addressees
from workflows.tables import receipt, report_version

OPENED_BY = {
    addressees.RECEIVER: (RECEIVER, HEAD, LEADER),
    addressees.STANDING_COMMITTEE: (LEADER,),
}


def to_open(session: Session, viewer: Viewer, report_key: int) -> bool:
    """Whether there is a receipt that this viewer, looking at the report, would open."""
    found = sa.select(receipt.c.key).where(_unopened(viewer, report_key)).limit(1)
    return session.execute(found).one_or_none() is not None


def mark_opened(session: Session, viewer: Viewer, report_key: int, *, now: datetime) -> None:
    """The viewer has looked at a report: the receipts addressed to his offices are opened, the first time."""
    session.execute(sa.update(receipt).where(_unopened(viewer, report_key)).values(opened_at=now))


def _unopened(viewer: Viewer, report_key: int) -> sa.ColumnElement[bool]:
    versions = sa.select(report_version.c.key).where(report_version.c.report_key == report_key)
    return sa.and_(
        receipt.c.version_key.in_(versions),
        receipt.c.opened_at.is_(None),
        sa.or_(sa.false(), *_addressed_to(viewer)),
    )


def _addressed_to(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    found = []
    for office, roles in OPENED_BY.items():
        handles = sorted({handle for role in roles for handle in viewer.units(role)})
        found.append(sa.and_(receipt.c.office == office, receipt.c.addressee.in_(handles)))
    return found
