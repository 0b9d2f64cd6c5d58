"""Which units a review concerns: those that may be asked for a part, and those that may be given work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import in_force
from organisation.routes import HOST, agencies_of
from organisation.tables import route
from organisation.tree import tree
from organisation.units import Unit, unit_by_key
from workflows.deadlines import ZONE


def units_to_ask(session: Session, owner_key: int, level: str | None, now: datetime) -> Sequence[Unit]:
    """The units of a level below the owner, by code; of an agency, below the unit it stands beside."""
    if level is None:
        return ()
    return [unit for unit in _below(session, owner_key, now) if unit.level == level]


def units_for_lessons(session: Session, owner_key: int, now: datetime) -> Sequence[Unit]:
    """The owner itself, the agencies beside it, and every unit below."""
    owner = unit_by_key(session, owner_key)
    beside = agencies_of(session, [owner_key], now.astimezone(ZONE).date())
    return [owner, *beside, *_below(session, owner_key, now)]


def _below(session: Session, owner_key: int, now: datetime) -> Sequence[Unit]:
    day = now.astimezone(ZONE).date()
    root = _host(session, owner_key, day) or owner_key
    return [place.unit for place in tree(session, root, day) if place.depth]


def _host(session: Session, unit_key: int, day: Any) -> int | None:
    return session.execute(
        sa.select(route.c.to_unit).where(
            route.c.from_unit == unit_key, route.c.line == HOST, in_force(route, day)
        )
    ).scalar()
