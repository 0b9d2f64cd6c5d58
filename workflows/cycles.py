"""The cycles a viewer may see, newest first, each with how it stands below the highest unit he sees in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.board import totals
from workflows.tables import cycle, cycle_unit
from workflows.timeliness import Totals
from workflows.visible import heads_of

PAGE = 24


@dataclass(frozen=True)
class CycleRow:
    """One cycle. `unit` is the highest unit of it the viewer may see; `totals` counts it and all below."""

    cycle: Any
    unit: Any
    totals: Totals


@dataclass(frozen=True)
class Cycles:
    """One page of cycles; `next_cursor` leads on, None at the end."""

    rows: tuple[CycleRow, ...]
    next_cursor: int | None


def cycles(
    session: Session, viewer: Viewer, now: datetime, *, kind: str = "", before: int | None = None
) -> Cycles:
    """A page of cycles in which one of the viewer's units takes part; operators and owners see all.

    `kind` is that of their reports ("monthly"); empty for all.
    """
    takes_part = sa.exists().where(cycle_unit.c.cycle_key == cycle.c.key, heads_of(viewer))
    query = sa.select(cycle).where(takes_part).order_by(cycle.c.key.desc()).limit(PAGE + 1)
    if kind:
        query = query.where(cycle.c.report_kind == kind)
    if before is not None:
        query = query.where(cycle.c.key < before)
    found = session.execute(query).all()
    return Cycles(
        rows=tuple(_row(session, viewer, row, now) for row in found[:PAGE]),
        next_cursor=found[PAGE - 1].key if len(found) > PAGE else None,
    )


def kinds_seen(session: Session, viewer: Viewer) -> frozenset[str]:
    """The kinds of report among the cycles that a viewer may see."""
    takes_part = sa.exists().where(cycle_unit.c.cycle_key == cycle.c.key, heads_of(viewer))
    return frozenset(session.execute(sa.select(cycle.c.report_kind).where(takes_part).distinct()).scalars())


def _row(session: Session, viewer: Viewer, row: Any, now: datetime) -> CycleRow:
    unit = session.execute(
        sa.select(cycle_unit)
        .where(cycle_unit.c.cycle_key == row.key, heads_of(viewer))
        .order_by(cycle_unit.c.depth, cycle_unit.c.key)
        .limit(1)
    ).one()
    return CycleRow(row, unit, totals(session, row.key, now, path=unit.path))
