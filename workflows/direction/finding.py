"""Directions as somebody may see them: what his units owe, what is owed to them, and how both stand."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import key_after
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.deadlines import ZONE
from workflows.direction.counting import OWED, Side
from workflows.direction.tables import CLOSED, direction, direction_event
from workflows.errors import NotYours
from workflows.leafing import PAGE, Listed, listed

Condition = sa.ColumnElement[bool]


def of_side(viewer: Viewer, side: Side) -> Condition:
    """The directions that the viewer's units owe, or are owed."""
    keys = sorted(viewer.unit_keys())
    return _column(side).in_(keys) if keys else sa.false()


def seen_by(viewer: Viewer, now: datetime) -> Condition:
    """What a viewer may see: what his units gave, and what they or units below or beside them owe."""
    below = sa.select(unit.c.key).where(sees_unit(viewer, now.astimezone(ZONE).date()))
    return sa.or_(of_side(viewer, "given"), direction.c.to_unit_key.in_(below))


def list_directions(
    session: Session, unit_keys: Collection[int], side: Side, *, closed: bool, cursor: str = ""
) -> Listed:
    """Those that are not closed, what is due first at the top; or the closed ones, newest first.

    Cost: one page of a range of an index for each unit and state.
    """
    column = _column(side)
    states = [CLOSED] if closed else [direction.c.state == state for state in ("open", "reported")]
    order = (direction.c.key.desc(),) if closed else (direction.c.due_at, direction.c.key)
    after = _after(cursor, closed=closed)
    firsts = [
        sa.select(direction.c.key).where(column == key, state, *after).order_by(*order).limit(PAGE + 1)
        for key in sorted(unit_keys)
        for state in states
    ]
    if not firsts:
        return Listed([], None)
    keys = sa.union_all(*(sa.select(first.subquery()) for first in firsts))
    query = sa.select(direction).where(direction.c.key.in_(keys)).order_by(*order).limit(PAGE + 1)
    rows = session.execute(query).all()
    return listed(rows, PAGE)


def _column(side: Side) -> sa.Column[int]:
    return direction.c.to_unit_key if side == OWED else direction.c.from_unit_key


def _after(cursor: str, *, closed: bool) -> tuple[Condition, ...]:
    key = key_after(cursor)
    if key is None:
        return ()
    if closed:
        return (direction.c.key < key,)
    last = direction.alias("last")
    due = sa.select(last.c.due_at).where(last.c.key == key).scalar_subquery()
    return (sa.or_(direction.c.due_at > due, sa.and_(direction.c.due_at == due, direction.c.key > key)),)


def find_direction(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    """A direction's row. NotYours unless the viewer may see it."""
    row = session.execute(
        sa.select(direction).where(direction.c.key == key, seen_by(viewer, now))
    ).one_or_none()
    if row is None:
        raise NotYours
    return row


def directions_about(session: Session, viewer: Viewer, about: str, now: datetime) -> Sequence[Any]:
    """What was directed about a matter, as far as the viewer may see it, in the order in which it was given."""
    return session.execute(
        sa.select(direction).where(direction.c.about == about, seen_by(viewer, now)).order_by(direction.c.key)
    ).all()


def events_of(session: Session, key: int) -> Sequence[Any]:
    """What happened to a direction, in order: reported, returned, extended, accepted."""
    return session.execute(
        sa.select(direction_event)
        .where(direction_event.c.direction_key == key)
        .order_by(direction_event.c.key)
    ).all()
