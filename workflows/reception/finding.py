"""Sittings as somebody may see them: those of his units, and of all units below or beside them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import key_after
from organisation.days import local_day
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours
from workflows.issues.parties import seen_by_units
from workflows.issues.tables import issue
from workflows.leafing import PAGE, Listed, listed
from workflows.reception.rows import Line, lines_of
from workflows.reception.tables import OPEN, reception, reception_event, reception_issue

Condition = sa.ColumnElement[bool]
MOST_OPEN = 50
EVENTS_SHOWN = 100


def seen_by(viewer: Viewer, now: datetime) -> Condition:
    """What a viewer may see."""
    return reception.c.unit_key.in_(sa.select(unit.c.key).where(sees_unit(viewer, local_day(now))))


def find_reception(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    """A sitting's row. NotYours unless the viewer may see it."""
    query = sa.select(reception).where(reception.c.key == key, seen_by(viewer, now))
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotYours
    return row


def open_sittings(session: Session, unit_keys: Sequence[int]) -> Sequence[Any]:
    """Those of some units that are not held or not concluded, what is due first at the top: one range an index."""
    table = reception.c
    return session.execute(
        sa.select(reception)
        .where(table.unit_key.in_(sorted(unit_keys)), OPEN)
        .order_by(table.due_at, table.key)
        .limit(MOST_OPEN)
    ).all()


def ended_sittings(session: Session, unit_keys: Sequence[int], cursor: str = "") -> Listed:
    """Those that were concluded or not held, the newest day first: a page of a range of an index for each unit."""
    table = reception.c
    after = _after(cursor)
    firsts = [
        sa.select(table.key)
        .where(table.unit_key == key, table.state.in_(("closed", "cancelled")), *after)
        .order_by(table.meets_on.desc(), table.key.desc())
        .limit(PAGE + 1)
        for key in sorted(unit_keys)
    ]
    if not firsts:
        return Listed([], None)
    keys = sa.union_all(*(sa.select(first.subquery()) for first in firsts))
    rows = session.execute(
        sa.select(reception)
        .where(table.key.in_(keys))
        .order_by(table.meets_on.desc(), table.key.desc())
        .limit(PAGE + 1)
    ).all()
    return listed(rows, PAGE)


def _after(cursor: str) -> tuple[Condition, ...]:
    key = key_after(cursor)
    if key is None:
        return ()
    last, table = reception.alias("last"), reception.c
    day = sa.select(last.c.meets_on).where(last.c.key == key).scalar_subquery()
    return (sa.or_(table.meets_on < day, sa.and_(table.meets_on == day, table.key < key)),)


def lines_seen(session: Session, viewer: Viewer, row: Any, *, after: int = 0) -> Sequence[Line]:
    """The issues of a sitting after a position, as far as the viewer may see them."""
    table = reception_issue.c
    where = [table.reception_key == row.key, table.position > after]
    if not (viewer.is_operator or viewer.is_owner):
        where.append(seen_by_units(sorted(viewer.unit_keys()), table.issue_key))
    return lines_of(session, *where, limit=PAGE + 1)


def events_of(session: Session, key: int) -> Sequence[Any]:
    """What happened to a sitting, the newest first, with the numbers of the issues it happened to."""
    table = reception_event.c
    return session.execute(
        sa.select(reception_event, issue.c.number, issue.c.year)
        .outerjoin(issue, issue.c.key == table.issue_key)
        .where(table.reception_key == key)
        .order_by(table.key.desc())
        .limit(EVENTS_SHOWN)
    ).all()


def made_up_by(session: Session, key: int) -> Any:
    """The sitting that makes up for one; None where none does."""
    table = reception.c
    query = sa.select(reception).where(table.makes_up == key).order_by(table.key.desc()).limit(1)
    return session.execute(query).one_or_none()


def raised_at(session: Session, viewer: Viewer, issue_key: int, now: datetime) -> Any:
    """The sitting at which an issue was raised, for those who may see it; None for any other."""
    query = (
        sa.select(reception)
        .join(reception_issue, reception_issue.c.reception_key == reception.c.key)
        .where(reception_issue.c.issue_key == issue_key, seen_by(viewer, now))
    )
    return session.execute(query).one_or_none()
