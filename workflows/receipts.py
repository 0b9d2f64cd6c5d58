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


def mark_opened(session: Session, viewer: Viewer, report_key: int, *, now: datetime) -> None:
    """The viewer has looked at a report: the receipts addressed to his offices are opened, the first time."""
    for office, roles in OPENED_BY.items():
        handles = sorted({handle for role in roles for handle in viewer.units(role)})
        if handles:
            session.execute(
                sa.update(receipt)
                .where(
                    receipt.c.version_key.in_(
                        sa.select(report_version.c.key).where(report_version.c.report_key == report_key)
                    ),
                    receipt.c.office == office,
                    receipt.c.addressee.in_(handles),
                    receipt.c.opened_at.is_(None),
                )
                .values(opened_at=now)
            )
