"""Cycles that open by themselves: which unit reports what, from which period on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.units import find_unit
from periods.deadlines import cycle_dates
from periods.windows import Period, containing, next_period, period
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.tables import cycle, cycle_plan


@dataclass(frozen=True)
class Opening:
    """A cycle that should be open by now and is not."""

    definition: str
    period: str
    root_code: str


def plan_cycles(session: Session, *, definition: str, root_code: str, from_period: str) -> None:
    """From a period on, open this report for this unit whenever its time has come. Planned once, kept for good."""
    there = session.execute(
        sa.select(cycle_plan.c.key).where(
            cycle_plan.c.definition == definition,
            cycle_plan.c.root_code == root_code,
            cycle_plan.c.from_period == from_period,
        )
    ).one_or_none()
    if there is None:
        session.execute(
            sa.insert(cycle_plan).values(definition=definition, root_code=root_code, from_period=from_period)
        )


def due_openings(session: Session, now: datetime) -> list[Opening]:
    """What the plans say should be open at a moment. A period whose cycle has closed already is left alone."""
    return [
        Opening(plan.definition, window.key, plan.root_code)
        for plan in session.execute(sa.select(cycle_plan))
        for window in _windows(plan.from_period, now)
        if _open_now(session, plan, window, now)
    ]


def _windows(from_period: str, now: datetime) -> Iterator[Period]:
    """The period that contains the day and the one after: the opening lies before the cut-off of either."""
    first = period(from_period)
    current = containing(first.kind, now.astimezone(ZONE).date())
    for window in (current, next_period(current)):
        if window.start >= first.start:
            yield window


def _open_now(session: Session, plan: sa.Row[tuple[object, ...]], window: Period, now: datetime) -> bool:
    root = find_unit(session, plan.root_code, now.astimezone(ZONE).date())
    there = session.execute(
        sa.select(cycle.c.key).where(
            cycle.c.definition == plan.definition,
            cycle.c.period == window.key,
            cycle.c.root_unit_key == root.key,
        )
    ).one_or_none()
    if there is not None or root.level is None:
        return False
    dates = cycle_dates(window, root.level, deadline_rule(session), working_calendar(session, now), ZONE)
    return dates.opens.at <= now < dates.closes.at
