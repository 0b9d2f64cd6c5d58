"""Reading data calls: one, its units in their order, what was sent back, and who may see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.data_call.tables import data_call, data_call_part, data_call_return

KIND, PART = "data_call", "data_call_part"
Condition = sa.ColumnElement[bool]


def call_row(session: Session, key: int) -> Any:
    """The row of a call."""
    return session.execute(sa.select(data_call).where(data_call.c.key == key)).one()


def call_of_part(session: Session, part_key: int) -> tuple[Any, Any]:
    """The call that an answer belongs to, and the answer."""
    part = session.execute(sa.select(data_call_part).where(data_call_part.c.key == part_key)).one()
    return call_row(session, part.call_key), part


def parts_of(session: Session, key: int) -> Sequence[Any]:
    """The units of a call, in their order."""
    return session.execute(
        sa.select(data_call_part).where(data_call_part.c.call_key == key).order_by(data_call_part.c.position)
    ).all()


def returns_of(session: Session, part_keys: Sequence[int]) -> Sequence[Any]:
    """What was sent back of some answers, newest first."""
    return session.execute(
        sa.select(data_call_return)
        .where(data_call_return.c.part_key.in_(list(part_keys)))
        .order_by(data_call_return.c.key.desc())
    ).all()


def calls_of(viewer: Viewer, on: date) -> Condition:
    """The calls whose table a viewer may see: of his units, and of units below or beside them."""
    if viewer.is_operator or viewer.is_owner:
        return sa.true()
    return data_call.c.unit_key.in_(sa.select(unit.c.key).where(sees_unit(viewer, on)))


def asked_of(viewer: Viewer) -> Condition:
    """The answers that the viewer's units owe or have given."""
    keys = sorted(viewer.unit_keys())
    return data_call_part.c.unit_key.in_(keys) if keys else sa.false()


def may_see_table(session: Session, viewer: Viewer, key: int, on: date) -> bool:
    """Whether a viewer may see what all have answered: the caller, and whoever stands above it."""
    found = sa.select(data_call.c.key).where(data_call.c.key == key, calls_of(viewer, on))
    return session.execute(found).first() is not None


def may_see(session: Session, viewer: Viewer, key: int, on: date) -> bool:
    """Whether a viewer may see the call: those who see its table, and the units that are asked."""
    asked = sa.select(data_call_part.c.key).where(data_call_part.c.call_key == key, asked_of(viewer))
    return may_see_table(session, viewer, key, on) or session.execute(asked.limit(1)).first() is not None
