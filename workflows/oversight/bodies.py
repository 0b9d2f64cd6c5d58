"""Which oversight body an issue goes to: beside the unit in charge, else beside one above it; its kind by field."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from database.session import Session
from engine.decisions import newest_decisions
from organisation.days import local_day
from organisation.routes import agencies_of, host_of
from organisation.succession import line_above
from organisation.units import Unit

OVERSIGHT = "oversight"
TABLE = "oversight_body"


def bodies_for(session: Session, charge_key: int, now: datetime) -> Sequence[Unit]:
    """The oversight bodies of the line of a unit, the nearest first; of a closed one those of its heir."""
    day = local_day(now)
    host = host_of(session, charge_key, day)
    nearest = host.key if host else charge_key
    line = [nearest, *(unit.key for unit in line_above(session, nearest, day))]
    return [one for one in agencies_of(session, line, day) if one.kind == OVERSIGHT and one.key != charge_key]


def body_by_field(session: Session, charge_key: int, field: str, now: datetime) -> Unit | None:
    """The body that the table names for a field; the nearest of all where no name fits, None where there is none."""
    bodies = bodies_for(session, charge_key, now)
    row = newest_decisions(session, TABLE).evaluate(TABLE, {"field": field})
    name = row.get("name") if isinstance(row, Mapping) else row
    wanted = str(name or "").casefold()
    return next((one for one in bodies if wanted in one.name.casefold()), bodies[0] if bodies else None)
