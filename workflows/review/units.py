"""Which units a review concerns: those that may be asked for a part, and those that may be given work."""

from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.routes import agencies_of, host_of
from organisation.tree import tree
from organisation.units import Unit, unit_by_key


def units_to_ask(session: Session, owner_key: int, level: str | None, now: datetime) -> Sequence[Unit]:
    """The units of a level below the owner, by code; of an agency, below the unit it stands beside."""
    if level is None:
        return ()
    return [unit for unit in _below(session, owner_key, now) if unit.level == level]


def units_for_lessons(session: Session, owner_key: int, now: datetime) -> Sequence[Unit]:
    """The owner itself, the agencies beside it, and every unit below."""
    owner = unit_by_key(session, owner_key)
    beside = agencies_of(session, [owner_key], local_day(now))
    return [owner, *beside, *_below(session, owner_key, now)]


def _below(session: Session, owner_key: int, now: datetime) -> Sequence[Unit]:
    day = local_day(now)
    host = host_of(session, owner_key, day)
    root = host.key if host else owner_key
    return [place.unit for place in tree(session, root, day) if place.depth]
