"""By when a proposal is decided: working days by the level of the unit that decides and by field."""

from datetime import datetime

from database.session import Session
from engine.decisions import newest_decisions
from organisation.days import local_day
from organisation.units import Unit
from periods.dated import Dated
from periods.errors import RuleMissing
from workflows.deadlines import working_calendar
from workflows.set_days import evening_after

TABLE = "proposal_clock"
_DECIDE = {"vi": "để quyết định", "en": "to decide"}


def decide_by(session: Session, decider: Unit, field: str | None, now: datetime) -> Dated:
    """The evening by which a unit that gets a proposal now decides it. Raises RuleMissing, CalendarEnds."""
    facts = {"level": decider.level, "field": field}
    days = newest_decisions(session, TABLE).evaluate(TABLE, facts)
    if days is None:
        raise RuleMissing(TABLE, facts)
    return evening_after(local_day(now), int(days), _DECIDE, working_calendar(session, now))
