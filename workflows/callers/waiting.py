"""Who holds a receipt of an issue, as the unit that took it down may see: the number, and the contact if kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.callers.tables import issue_contact
from workflows.errors import NotYours
from workflows.issues.merging import with_joined
from workflows.issues.record import issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue_source


@dataclass(frozen=True)
class Caller:
    """Somebody who holds a receipt. `contact` is None where none was given, or it was deleted."""

    source_key: int
    issue_key: int
    receipt: str
    at: datetime
    contact: str | None


@dataclass(frozen=True)
class Slip:
    """What is printed: the number, by which unit, when it came, and until when there is an answer."""

    receipt: str
    unit_name: str
    at: datetime
    until: datetime | None


def callers_of(session: Session, viewer: Viewer, key: int) -> Sequence[Caller]:
    """Who holds a receipt of an issue or of one merged into it, of those that the viewer's units took down."""
    rows = session.execute(
        sa.select(issue_source, issue_contact.c.contact)
        .outerjoin(
            issue_contact,
            sa.and_(
                issue_contact.c.source_key == issue_source.c.key,
                issue_contact.c.unit_key == issue_source.c.unit_key,
            ),
        )
        .where(
            issue_source.c.issue_key.in_(with_joined()),
            issue_source.c.receipt.is_not(None),
            issue_source.c.unit_key.in_(sorted(viewer.unit_keys())),
        )
        .order_by(issue_source.c.key),
        {"into": key},
    )
    return [Caller(row.key, row.issue_key, row.receipt, row.at, row.contact) for row in rows]


def slip_of(session: Session, viewer: Viewer, issue_key: int, source_key: int) -> Slip:
    """The slip of one receipt. NotYours unless the viewer's unit gave it."""
    row = session.execute(
        sa.select(issue_source, unit.c.name.label("unit_name"))
        .join(unit, unit.c.key == issue_source.c.unit_key)
        .where(
            issue_source.c.key == source_key,
            issue_source.c.issue_key == issue_key,
            issue_source.c.receipt.is_not(None),
            issue_source.c.unit_key.in_(sorted(viewer.unit_keys())),
        )
    ).one_or_none()
    if row is None:
        raise NotYours
    about = issue_row(session, issue_key)
    owed = about.due_at if about.state in TO_ANSWER and about.merged_into is None else None
    return Slip(row.receipt, row.unit_name, row.at, owed)
