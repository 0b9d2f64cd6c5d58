"""Directions as somebody may see them: what his units owe, what is owed to them, and how both stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.deadlines import ZONE
from workflows.direction.tables import direction, direction_event
from workflows.errors import NotYours

Side = Literal["owed", "given"]
"""What the viewer's units owe, or what is owed to them."""
PAGE = 50
LONGEST_KEY = 18
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Sums:
    """Directions counted. `done`, `partly`, `impossible` are accepted outcomes, `withdrawn` were taken back.

    `judged` are those of the others that are closed or whose date has passed: `on_time` were reported by then.
    `extended` had their date moved at least once.
    """

    total: int
    open: int
    overdue: int
    checking: int
    done: int
    partly: int
    impossible: int
    withdrawn: int
    judged: int
    on_time: int
    extended: int


@dataclass(frozen=True)
class Listed:
    """One page of directions; `next_cursor` leads on, None at the end."""

    rows: Sequence[Any]
    next_cursor: str | None


def of_side(viewer: Viewer, side: Side) -> Condition:
    """The directions that the viewer's units owe, or are owed."""
    column = direction.c.to_unit_key if side == "owed" else direction.c.from_unit_key
    keys = sorted(viewer.unit_keys())
    return column.in_(keys) if keys else sa.false()


def seen_by(viewer: Viewer, now: datetime) -> Condition:
    """What a viewer may see: what his units gave, and what they or units below or beside them owe."""
    below = sa.select(unit.c.key).where(sees_unit(viewer, now.astimezone(ZONE).date()))
    return sa.or_(of_side(viewer, "given"), direction.c.to_unit_key.in_(below))


def sums(session: Session, where: Condition, now: datetime) -> Sums:
    """Count the directions of a condition at a moment."""
    closed, open_ = direction.c.state == "closed", direction.c.state == "open"
    withdrawn = direction.c.withdrawn_at.is_not(None)
    passed = direction.c.due_at < _at(now)
    counted = {
        "total": sa.true(),
        "open": ~closed,
        "overdue": open_ & passed,
        "checking": direction.c.state == "reported",
        **{
            name: closed & ~withdrawn & (direction.c.outcome == name)
            for name in ("done", "partly", "impossible")
        },
        "withdrawn": withdrawn,
        "judged": ~withdrawn & (closed | passed),
        "on_time": ~withdrawn & ~open_ & (closed | passed) & (direction.c.reported_at <= direction.c.due_at),
        "extended": direction.c.extensions > 0,
    }
    columns = (sa.func.sum(sa.case((test, 1), else_=0)).label(name) for name, test in counted.items())
    row = session.execute(sa.select(*columns).where(where)).one()
    return Sums(**{name: int(getattr(row, name) or 0) for name in counted})


def _at(now: datetime) -> sa.BindParameter[datetime]:
    return sa.bindparam("directions_now", now, type_=direction.c.due_at.type)


def list_directions(session: Session, where: Condition, *, closed: bool, cursor: str = "") -> Listed:
    """Those that are not closed, what is due first at the top; or the closed ones, newest first."""
    state = direction.c.state == "closed" if closed else direction.c.state != "closed"
    order = (direction.c.key.desc(),) if closed else (direction.c.due_at, direction.c.key)
    query = sa.select(direction).where(where, state, *_after(cursor, closed=closed))
    rows = session.execute(query.order_by(*order).limit(PAGE + 1)).all()
    return Listed(rows[:PAGE], str(rows[PAGE - 1].key) if len(rows) > PAGE else None)


def _after(cursor: str, *, closed: bool) -> tuple[Condition, ...]:
    """A cursor that is none of ours begins at the top."""
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= LONGEST_KEY):
        return ()
    key = int(cursor)
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
