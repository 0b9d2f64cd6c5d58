"""Lists of responses: those of a viewer's units and below, and those in which his units have a step."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import key_after
from organisation.viewer import Viewer
from organisation.visibility import units_and_before
from workflows.leafing import PAGE, Listed, listed
from workflows.response.rows import OPEN
from workflows.response.tables import RUNNING, response, response_party, response_step
from workflows.seeing import sees_everything

CLOSED = sa.text("state = 'closed'")
MOST_ALIKE = 5


def responses(session: Session, viewer: Viewer, *, closed: bool, now: datetime, cursor: str = "") -> Listed:
    """Those that run, or those that are closed, the newest first, with how many steps are being done and are late.

    Costs one page of a range of an index for each of the viewer's units.
    """
    last = key_after(cursor)
    keys = (
        _all(closed=closed, last=last)
        if sees_everything(viewer)
        else _of_units(session, viewer, closed=closed, last=last)
    )
    rows = session.execute(
        sa.select(response, _steps("open_steps"), _steps("late_steps", response_step.c.due_at < now))
        .where(response.c.key.in_(keys))
        .order_by(response.c.key.desc())
        .limit(PAGE + 1)
    ).all()
    return listed(rows, PAGE)


def _all(*, closed: bool, last: int | None) -> sa.Select[tuple[int]]:
    found = sa.select(response.c.key).where(CLOSED if closed else RUNNING)
    found = found if last is None else found.where(response.c.key < last)
    return found.order_by(response.c.key.desc()).limit(PAGE + 1)


def _of_units(session: Session, viewer: Viewer, *, closed: bool, last: int | None) -> sa.Select[tuple[int]]:
    """The newest of each of his units and those before them: as many as a page needs, each once."""
    party = response_party.c
    newest = []
    for key in sorted(session.scalars(units_and_before(viewer.unit_keys()))):
        of_one = sa.select(party.response_key).where(party.unit_key == key, party.closed.is_(closed))
        of_one = of_one if last is None else of_one.where(party.response_key < last)
        newest.append(sa.select(of_one.order_by(party.response_key.desc()).limit(PAGE + 1).subquery()))
    if not newest:
        return sa.select(response.c.key).where(sa.false())
    return sa.select(sa.union_all(*newest).subquery())


def _steps(name: str, *which: sa.ColumnElement[bool]) -> sa.Label[int]:
    """How many steps are being done, or those of them that are late."""
    return (
        sa.select(sa.func.count())
        .select_from(response_step)
        .where(response_step.c.response_key == response.c.key, response_step.c.state == OPEN, *which)
        .correlate(response)
        .scalar_subquery()
        .label(name)
    )


def running(
    session: Session, unit_keys: Sequence[int], now: datetime, limit: int, most: int
) -> tuple[Sequence[Any], int]:
    """What runs of units and below, what is to be closed first at the top, and how many, at most `most`.

    Each says how many of its steps are late. Costs two numbers of each that runs, up to `most`, and the rows and
    steps of those that are shown.
    """
    party = response_party.c
    mine = sa.select(party.response_key).where(
        party.unit_key.in_(units_and_before(unit_keys)), party.closed.is_(False)
    )
    in_order = (response.c.due_at, response.c.key)
    first = sa.select(response.c.key).where(response.c.key.in_(mine.distinct().limit(most)))
    # steps are counted of these alone: a store that puts rows in order counts those of all of them before
    shown = first.order_by(*in_order).limit(limit)
    rows = session.execute(
        sa.select(response, _steps("late_steps", response_step.c.due_at < now))
        .where(response.c.key.in_(sa.select(shown.subquery().c.key)))
        .order_by(*in_order)
    ).all()
    some = mine.distinct().limit(most).subquery()
    return rows, int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def running_alike(session: Session, unit_key: int, kind: str) -> Sequence[Any]:
    """The newest that a unit has part in already, by a play-book."""
    party = response_party.c
    mine = sa.select(party.response_key).where(
        party.unit_key.in_(units_and_before([unit_key])), party.closed.is_(False)
    )
    return session.execute(
        sa.select(response)
        .where(response.c.key.in_(mine), response.c.kind == kind)
        .order_by(response.c.key.desc())
        .limit(MOST_ALIKE)
    ).all()
