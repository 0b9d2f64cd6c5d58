"""The date of a direction that nobody sets: by when its outcome is looked at."""

from datetime import datetime

from database.session import Session
from engine.decisions import newest_decisions
from periods.errors import RuleMissing
from workflows.deadlines import ZONE, working_calendar
from workflows.set_days import evening_of

TABLE = "direction_clock"
CHECKING = "check_outcome"


def check_by(session: Session, now: datetime) -> datetime:
    """The evening by which an outcome that was reported now is looked at. Raises RuleMissing, CalendarEnds."""
    decisions = newest_decisions(session, TABLE)
    days = decisions.evaluate(TABLE, {"step": CHECKING})
    if days is None:
        raise RuleMissing(TABLE, {"step": CHECKING})
    day = working_calendar(session, now).add_working_days(now.astimezone(ZONE).date(), int(days))
    return evening_of(day)
