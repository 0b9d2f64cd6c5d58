"""The dates of a data call that nobody sets: until when late answers are taken, and how soon they are looked at."""

from datetime import datetime

from database.session import Session
from engine.decisions import newest_decisions
from periods.errors import RuleMissing
from workflows.deadlines import ZONE, working_calendar
from workflows.set_days import evening_of

TABLE = "data_call_clock"
WAIT, CHECK, AGAIN = "wait", "check", "again"


def call_date(session: Session, step: str, start: datetime, now: datetime) -> datetime:
    """The evening some working days after a moment, by the table. Raises RuleMissing, CalendarEnds."""
    days = newest_decisions(session, TABLE).evaluate(TABLE, {"step": step})
    if days is None:
        raise RuleMissing(TABLE, {"step": step})
    day = working_calendar(session, now).add_working_days(start.astimezone(ZONE).date(), int(days))
    return evening_of(day)
