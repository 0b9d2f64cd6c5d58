"""Whom a unit can work with: the line above it, the units below it, and the agencies beside all of these."""

from datetime import date

import sqlalchemy as sa

from database.session import Session
from organisation.days import in_force
from organisation.routes import agencies_of, host_of, subordinates, superiors
from organisation.tables import posting, staff
from organisation.units import Unit, unit_by_key


def neighbours(session: Session, unit_key: int, on: date) -> list[Unit]:
    """The unit itself, those above it, the agencies beside these, then the units below; each once.

    An agency's line is that of the unit it stands beside. Who has nobody posted on that day is left out: work sent
    there would lie with nobody.
    """
    own = unit_by_key(session, unit_key)
    base = host_of(session, unit_key, on) or own
    line = [base, *superiors(session, base.key, on)]
    found = [own, *line, *agencies_of(session, [unit.key for unit in line], on)]
    found += subordinates(session, unit_key, on)
    once = {unit.key: unit for unit in found}
    staffed = _staffed(session, list(once), on)
    return [unit for key, unit in once.items() if key in staffed]


def _staffed(session: Session, unit_keys: list[int], on: date) -> frozenset[int]:
    query = (
        sa.select(posting.c.unit)
        .join(staff, staff.c.key == posting.c.staff)
        .where(posting.c.unit.in_(unit_keys), in_force(posting, on), staff.c.active)
        .distinct()
    )
    return frozenset(session.execute(query).scalars())
