"""By when a proposal is decided: working days by the level of the unit that decides and by field."""

from datetime import datetime, timedelta
from decimal import Decimal

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed
from feel.errors import FeelError
from organisation.days import local_day
from organisation.units import Unit
from periods.dated import Dated
from periods.errors import CalendarEnds
from workflows.deadlines import working_calendar
from workflows.set_days import evening_after, evening_of

TABLE = "proposal_clock"
ASSUMED, LONGEST = 10, 250
"""Working days where the table says none, and the most that it can mean."""
BEYOND = timedelta(days=14)
"""The same without a working calendar."""
_DECIDE = {"vi": "để quyết định", "en": "to decide"}
_ASSUMED = {
    "vi": f"để quyết định (bảng {TABLE} chưa có số ngày)",
    "en": f"to decide (the table {TABLE} says no days)",
}


def decide_by(session: Session, decider: Unit, field: str | None, now: datetime) -> Dated:
    """The evening by which a unit that gets a proposal now decides it.

    Whatever table and calendar say, there is one: a report is accepted by it, and must never wait for a table.
    """
    days = _days(session, decider, field)
    try:
        return evening_after(
            local_day(now), days or ASSUMED, _DECIDE if days else _ASSUMED, working_calendar(session, now)
        )
    except CalendarEnds as ends:
        return Dated(evening_of(local_day(now) + BEYOND), ends.message, (), ends.version)


def _days(session: Session, decider: Unit, field: str | None) -> int | None:
    """The days of the table; None where it says none that can be kept."""
    try:
        days = newest_decisions(session, TABLE).evaluate(TABLE, {"level": decider.level, "field": field})
    except (FeelError, NotDeployed):
        return None
    fits = isinstance(days, (int, Decimal)) and 0 < days <= LONGEST
    return int(days) if fits else None
