"""Cycles that open by themselves: which unit reports what, from which period on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.errors import OrganisationError
from organisation.tables import unit
from organisation.units import find_unit
from periods.deadlines import cycle_dates
from periods.errors import PeriodsError
from periods.profile import KINDS
from periods.windows import Period, latest_begun, next_period, period, previous_period
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.tables import cycle, cycle_plan


@dataclass(frozen=True)
class Opening:
    """A cycle that a plan names."""

    definition: str
    period: str
    root_code: str


def plan_cycles(session: Session, *, definition: str, root_code: str, from_period: str) -> bool:
    """From a period on, open this report for this unit whenever its time has come. Planned once, kept for good.

    False where it was planned already.
    """
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
    return there is None


def planned_openings(session: Session, now: datetime) -> list[Opening]:
    """The cycles that plans name around a moment, open or not."""
    return [
        Opening(plan.definition, window.key, plan.root_code)
        for plan in session.execute(sa.select(cycle_plan).order_by(cycle_plan.c.key))
        for window in _windows(plan.from_period, now)
    ]


def _windows(from_period: str, now: datetime) -> Iterator[Period]:
    """The period that contains the day, and its neighbours.

    The one after may open before its first day; the one before is opened still, if nothing ran in its time.
    """
    first = period(from_period)
    current = latest_begun(first.kind, now.astimezone(ZONE).date())
    for window in (previous_period(current), current, next_period(current)):
        if window.start >= first.start:
            yield window


@dataclass(frozen=True)
class PlanRow:
    """A plan as people read it. `next` is the first period from now on that it has not opened, at `opens_at`.

    Both are None where the dates cannot be worked out: the operators are told of that when its time has come.
    """

    key: int
    unit_name: str
    first: Period
    next: Period | None
    opens_at: datetime | None


def plans(session: Session, now: datetime) -> list[PlanRow]:
    """Every plan, by unit and in the order of their periods' length."""
    rows = session.execute(sa.select(cycle_plan).order_by(cycle_plan.c.root_code, cycle_plan.c.key)).all()
    found = [_plan_row(session, row, now) for row in rows]
    return sorted(found, key=lambda one: (one.unit_name, KINDS.index(one.first.kind)))


def _plan_row(session: Session, row: Any, now: datetime) -> PlanRow:
    first = period(row.from_period)
    try:
        root = find_unit(session, row.root_code, now.astimezone(ZONE).date())
    except OrganisationError:
        return PlanRow(row.key, row.root_code, first, None, None)
    for window in _windows(row.from_period, now):
        if _is_there(session, Opening(row.definition, window.key, row.root_code)):
            continue
        try:
            dates = cycle_dates(
                window, root.level or "", deadline_rule(session), working_calendar(session, now), ZONE
            )
        except PeriodsError:
            break
        if dates.closes.at > now:
            return PlanRow(row.key, root.name, first, window, dates.opens.at)
    return PlanRow(row.key, root.name, first, None, None)


def stop_plan(session: Session, plan_key: int) -> None:
    """Open no more cycles by this plan; those that are open go on."""
    session.execute(sa.delete(cycle_plan).where(cycle_plan.c.key == plan_key))


def is_due(session: Session, opening: Opening, now: datetime) -> bool:
    """Whether a planned cycle should be open at a moment and is not. One that has closed already is left alone.

    It is there if any unit with this code has it: the code's unit of today may be another one than when it was
    opened. Raises UnitUnknown, CalendarEnds, RuleMissing.
    """
    if _is_there(session, opening):
        return False
    root = find_unit(session, opening.root_code, now.astimezone(ZONE).date())
    if root.level is None:
        return False
    calendar = working_calendar(session, now)
    dates = cycle_dates(period(opening.period), root.level, deadline_rule(session), calendar, ZONE)
    return dates.opens.at <= now < dates.closes.at


def _is_there(session: Session, opening: Opening) -> bool:
    found = session.execute(
        sa.select(cycle.c.key)
        .join(unit, unit.c.key == cycle.c.root_unit_key)
        .where(
            cycle.c.definition == opening.definition,
            cycle.c.period == opening.period,
            unit.c.code == opening.root_code,
        )
    )
    return found.first() is not None
