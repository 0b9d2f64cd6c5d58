"""The named areas inside a unit: residential groups of a ward, villages of a commune. Places, never people."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import forget, remember
from database.session import Session
from organisation.days import Span
from organisation.tables import area

ROWS_AT_ONCE = 1000
_AREAS = Prepared(
    sa.select(area.c.name, area.c.valid_from, area.c.valid_to)
    .where(area.c.unit == sa.bindparam("unit"))
    .order_by(area.c.key)
)


def areas_of(session: Session, unit_key: int, on: date) -> list[str]:
    """The areas a unit has on a day, in the order they were entered."""
    found = remember(session, ("areas", unit_key), lambda: _AREAS.run(session, {"unit": unit_key}))
    return [row.name for row in found if Span(row.valid_from, row.valid_to).holds(on)]


def add_areas(session: Session, unit_keys: Sequence[int], names: Sequence[str]) -> None:
    """Enter the same areas for some units, valid from ever."""
    rows = [{"unit": unit_key, "name": name} for unit_key in unit_keys for name in names]
    for first in range(0, len(rows), ROWS_AT_ONCE):
        session.execute(sa.insert(area), rows[first : first + ROWS_AT_ONCE])
    forget(session)
