"""The month that comes next: one row, which every tick reads and the opening of the month moves on."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from workflows.follow_up.clock import MonthDates, month_after, month_dates, month_of
from workflows.follow_up.tables import follow_up, follow_up_plan


def planned_month(session: Session) -> Any:
    """The row of the plan; None in a store that was never asked."""
    return session.execute(sa.select(follow_up_plan)).one_or_none()


def plan_first(session: Session, now: datetime) -> None:
    """Plan the first month whose opening is still to come: nothing is opened for days that have passed."""
    found = _first(session, now, lambda dates: dates.opens.at > now)
    if found is not None:
        _put(session, found)


def move_on(session: Session, month: str, now: datetime) -> None:
    """A month is open: plan the one after it; of those that closed meanwhile none."""
    found = _first(session, now, lambda dates: dates.month > month and dates.closes.at > now)
    session.execute(sa.delete(follow_up_plan))
    if found is not None:
        _put(session, found)


def _first(session: Session, now: datetime, wanted: Any) -> MonthDates | None:
    month = month_of(local_day(now))
    newest = session.execute(sa.select(sa.func.max(follow_up.c.month))).scalar_one()
    for _ in range(3):
        dates = month_dates(session, month, now)
        if dates is None:
            return None
        if (newest is None or month > newest) and wanted(dates):
            return dates
        month = month_after(month)
    return None


def _put(session: Session, dates: MonthDates) -> None:
    session.execute(
        sa.insert(follow_up_plan).values(month=dates.month, opens_at=dates.opens.at, dates=dates.all())
    )
