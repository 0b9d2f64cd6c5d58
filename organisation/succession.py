"""Who takes over from a unit that exists no longer: whoever has its official code, else that of the unit above it.

The register of units says no more than that: which later unit got which part of an area is not in it.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from database.session import Session
from organisation.days import in_force
from organisation.routes import host_of, superior, superiors
from organisation.tables import unit
from organisation.units import COLUMNS, Unit, as_unit, unit_by_key

_CARRIER = sa.select(*COLUMNS).where(
    unit.c.code == sa.bindparam("code"), in_force(unit, sa.bindparam("day", type_=sa.Date))
)


def heir_of(session: Session, unit_key: int, on: date) -> Unit | None:
    """The unit that does on a day what a unit did: itself while it exists; None where nothing above it goes on."""
    known = unit_by_key(session, unit_key)
    if known.valid_to is None or known.valid_to >= on:
        return known
    carrier = session.execute(_CARRIER, {"code": known.code, "day": on}).first()
    if carrier is not None:
        return as_unit(carrier)
    above = superior(session, unit_key, known.valid_to) or host_of(session, unit_key, known.valid_to)
    return None if above is None else heir_of(session, above.key, on)


def above_or_heir(session: Session, unit_key: int, on: date) -> Unit | None:
    """The unit that a unit reports to on a day; of one that exists no longer, its heir."""
    return superior(session, unit_key, on) or _other_heir(session, unit_key, on)


def line_above(session: Session, unit_key: int, on: date) -> list[Unit]:
    """Every unit above a unit on a day, nearest first; of one that exists no longer its heir, and all above that."""
    heir = _other_heir(session, unit_key, on)
    return superiors(session, unit_key, on) if heir is None else [heir, *superiors(session, heir.key, on)]


def predecessors(session: Session, unit_key: int) -> Sequence[Unit]:
    """The units that carried the code of a unit before it, the newest first."""
    later = unit.alias("later")
    query = (
        sa.select(*COLUMNS)
        .join(later, later.c.code == unit.c.code)
        .where(later.c.key == unit_key, unit.c.valid_to < later.c.valid_from)
        .order_by(unit.c.valid_to.desc())
    )
    return [as_unit(row) for row in session.execute(query)]


def _other_heir(session: Session, unit_key: int, on: date) -> Unit | None:
    heir = heir_of(session, unit_key, on)
    return None if heir is None or heir.key == unit_key else heir
