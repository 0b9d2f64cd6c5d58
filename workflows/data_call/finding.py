"""Lists of data calls: what a viewer's units are asked, and what they ask of others."""

from typing import Any, Literal

import sqlalchemy as sa

from database.newest import newest_keys
from database.session import Session
from database.types import key_after
from organisation.viewer import Viewer
from workflows.data_call.rows import asked_of
from workflows.data_call.tables import ANSWERED, CLOSED, data_call, data_call_part
from workflows.leafing import PAGE, Listed, listed

Side = Literal["asked", "calling"]
"""What the viewer's units are asked, or what they call for."""
Condition = sa.ColumnElement[bool]


def _count(*where: Condition) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(data_call_part)
        .where(data_call_part.c.call_key == data_call.c.key, *where)
        .correlate(data_call)
        .scalar_subquery()
    )


_CALLS = sa.select(
    data_call,
    _count().label("asked"),
    _count(data_call_part.c.state.in_(("sent", "accepted"))).label("answered"),
    _count(data_call_part.c.state == "sent").label("to_check"),
)
_PARTS = sa.select(
    data_call_part,
    data_call.c.number,
    data_call.c.year,
    data_call.c.title,
    data_call.c.unit_name.label("caller"),
).join(data_call, data_call.c.key == data_call_part.c.call_key)


def calls(session: Session, viewer: Viewer, *, closed: bool, cursor: str = "") -> Listed:
    """The calls of the viewer's units: the open ones, first due first; or the closed ones, newest first.

    Costs one range of an index for each of his units, and a count of the units of each call on the page.
    """
    if closed:
        return _newest(session, _CALLS, data_call, CLOSED, viewer, cursor)
    keys = sorted(viewer.unit_keys())
    mine = data_call.c.unit_key.in_(keys) if keys else sa.false()
    return _page(session, _CALLS.where(mine, data_call.c.closed_at.is_(None)), data_call, cursor)


def answers(session: Session, viewer: Viewer, *, closed: bool, cursor: str = "") -> Listed:
    """What the viewer's units are asked: what is to be answered, first due first; or what is answered, newest first.

    Costs one range of an index for each of his units.
    """
    if closed:
        return _newest(session, _PARTS, data_call_part, ANSWERED, viewer, cursor)
    query = _PARTS.where(asked_of(viewer), data_call_part.c.state == "asked")
    return _page(session, query, data_call_part, cursor)


def how_many(session: Session, viewer: Viewer) -> dict[Side, int]:
    """How many wait: answers that the viewer's units owe, and open calls of theirs."""
    keys = sorted(viewer.unit_keys())
    calling = sa.select(sa.func.count()).where(
        data_call.c.unit_key.in_(keys), data_call.c.closed_at.is_(None)
    )
    asked = sa.select(sa.func.count()).where(
        data_call_part.c.unit_key.in_(keys), data_call_part.c.state == "asked"
    )
    return {
        "asked": int(session.execute(asked).scalar_one()),
        "calling": int(session.execute(calling).scalar_one()),
    }


def _page(session: Session, query: sa.Select[Any], table: sa.Table, cursor: str) -> Listed:
    """What is due first at the top."""
    ordered = query.where(*_after(table, cursor)).order_by(table.c.due_at, table.c.key).limit(PAGE + 1)
    return listed(session.execute(ordered).all(), PAGE)


def _newest(
    session: Session,
    query: sa.Select[Any],
    table: sa.Table,
    which: sa.TextClause,
    viewer: Viewer,
    cursor: str,
) -> Listed:
    own = [table.c.unit_key == key for key in sorted(viewer.unit_keys())]
    keys = newest_keys(table, own, which, before=key_after(cursor), most=PAGE + 1)
    ordered = query.where(table.c.key.in_(keys)).order_by(table.c.key.desc()).limit(PAGE + 1)
    return listed(session.execute(ordered).all(), PAGE)


def _after(table: sa.Table, cursor: str) -> tuple[Condition, ...]:
    key = key_after(cursor)
    if key is None:
        return ()
    last = table.alias("last")
    due = sa.select(last.c.due_at).where(last.c.key == key).scalar_subquery()
    return (sa.or_(table.c.due_at > due, sa.and_(table.c.due_at == due, table.c.key > key)),)
