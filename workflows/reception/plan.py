"""The sitting of each unit that comes next: one row, which every tick reads and the opening moves on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from periods.rhythm import Rhythm
from workflows.reception.rules import dates_of
from workflows.reception.tables import reception, reception_calendar, reception_plan

ONE_DAY = timedelta(days=1)
AT_ONCE = 25
AGAIN = timedelta(hours=1)
"""How long a sitting that could not be opened lies aside."""


def plan_next(session: Session, unit_key: int, after: date, now: datetime) -> None:
    """Plan the first day after one on which the unit has no sitting yet; nothing where it has set no days."""
    session.execute(sa.delete(reception_plan).where(reception_plan.c.unit_key == unit_key))
    newest = (
        sa.select(reception_calendar)
        .where(reception_calendar.c.unit_key == unit_key)
        .order_by(reception_calendar.c.since.desc(), reception_calendar.c.key.desc())
        .limit(1)
    )
    row = session.execute(newest).one_or_none()
    if row is None:
        return
    day = _first_free(session, row, max(after, row.since - ONE_DAY))
    rhythm = Rhythm(row.per, tuple(row.days))
    opens_at = dates_of(session, day, rhythm.words(), now).opens_at
    values = {"unit_key": unit_key, "planned_on": day, "opens_at": opens_at}
    session.execute(sa.insert(reception_plan).values(**values))


def _first_free(session: Session, row: Any, after: date) -> date:
    rhythm, table = Rhythm(row.per, tuple(row.days)), reception.c
    taken = set(
        session.scalars(
            sa.select(table.planned_on).where(table.unit_key == row.unit_key, table.planned_on > after)
        )
    )
    day = rhythm.after(after)
    while day in taken:
        day = rhythm.after(day)
    return day


def due_plans(session: Session, now: datetime) -> Sequence[Any]:
    """What is to be opened now, a bounded part of it."""
    plan = reception_plan.c
    query = sa.select(reception_plan).where(plan.opens_at <= sa.literal(now, plan.opens_at.type))
    return session.execute(query.order_by(plan.opens_at, plan.unit_key).limit(AT_ONCE)).all()


def put_aside(session: Session, unit_key: int, planned_on: date, now: datetime) -> None:
    """Try to open it again later."""
    plan = reception_plan.c
    this = sa.update(reception_plan).where(plan.unit_key == unit_key, plan.planned_on == planned_on)
    session.execute(this.values(opens_at=now + AGAIN))


def days_passed(row: Any, now: datetime) -> bool:
    """Whether the day of a plan has passed while nothing ran."""
    return bool(row.planned_on < local_day(now))
