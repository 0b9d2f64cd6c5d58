"""What a reader of indicators asks for: which unit, and which days. Deny by default: only units he may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tables import level, unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours
from workflows.indicators.window import Window


@dataclass(frozen=True)
class Asked:
    """What is asked for, all of it optional: the unit's handle and the days."""

    handle: str = ""
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Whose:
    """The unit that is told of, and the days."""

    unit_name: str
    handle: str
    window: Window


def whose(session: Session, viewer: Viewer, asked: Asked, now: datetime) -> Whose:
    """The unit and days that are meant; without a handle the viewer's own. NotYours for a unit he may not see.

    A window that is not named runs from the first day of the year to today, and is told as of today.
    """
    today = local_day(now)
    found = _unit(session, viewer, asked.handle, today)
    window = Window(
        unit_key=found.key,
        first=asked.first or date(today.year, 1, 1),
        last=asked.last or today,
        as_of=min(asked.as_of or today, today),
    )
    return Whose(found.name, found.handle, window)


def _unit(session: Session, viewer: Viewer, handle: str, today: date) -> Any:
    """The unit that is named; else the viewer's highest."""
    query = (
        sa.select(unit.c.key, unit.c.name, unit.c.handle)
        .outerjoin(level, level.c.code == unit.c.level)
        .where(sees_unit(viewer, today))
        .order_by(sa.func.coalesce(level.c.rank, 99), unit.c.key)
    )
    if handle:
        query = query.where(unit.c.handle == handle)
    elif viewer.unit_keys():
        query = query.where(unit.c.key.in_(sorted(viewer.unit_keys())))
    row = session.execute(query.limit(1)).first()
    if row is None:
        raise NotYours
    return row
