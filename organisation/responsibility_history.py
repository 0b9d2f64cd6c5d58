"""What is kept of who answered for what: those that ended, and each change with who made it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from database.session import Session
from organisation.responsibilities import READ, Responsibility
from organisation.tables import responsibility, responsibility_change, staff


@dataclass(frozen=True)
class Change:
    """A responsibility that was set or ended: what, of whom, and who did it (None: the operator by command)."""

    what: str
    field: str
    office: str
    username: str
    valid_from: date
    valid_to: date | None
    actor_office: str | None
    at: datetime


def responsibility_changes(session: Session, unit_key: int, *, skip: int = 0, most: int) -> list[Change]:
    """What was set and ended at a unit, the newest first, at most so many after those that are skipped."""
    actor = staff.alias("actor")
    rows = session.execute(
        sa.select(
            responsibility_change.c.what,
            responsibility_change.c.field,
            staff.c.office,
            staff.c.username,
            responsibility_change.c.valid_from,
            responsibility_change.c.valid_to,
            actor.c.office.label("actor_office"),
            responsibility_change.c.at,
        )
        .join(staff, staff.c.key == responsibility_change.c.staff)
        .outerjoin(actor, actor.c.key == responsibility_change.c.actor)
        .where(responsibility_change.c.unit == unit_key)
        .order_by(responsibility_change.c.key.desc())
        .offset(skip)
        .limit(most)
    )
    return [Change(*row) for row in rows]


def ended_responsibilities(
    session: Session, unit_key: int, on: date, *, skip: int = 0, most: int
) -> list[Responsibility]:
    """Those of a unit that ended before a day, the newest first, in the same way."""
    query = (
        READ.where(responsibility.c.unit == unit_key, responsibility.c.valid_to < on)
        .order_by(responsibility.c.valid_to.desc(), responsibility.c.key.desc())
        .offset(skip)
        .limit(most)
    )
    return [Responsibility(*row) for row in session.execute(query)]
