"""When the reports of a period are asked for."""

from datetime import date, datetime

from database.session import Session
from organisation.units import find_unit
from periods.deadlines import cycle_dates
from periods.windows import period
from workflows.deadlines import ZONE, deadline_rule, working_calendar


def opens_at(session: Session, period_key: str, root_code: str, on: date, now: datetime) -> datetime:
    """By the deployed table: the same moment on every level of the tree below `root_code`."""
    root = find_unit(session, root_code, on)
    rule, calendar = deadline_rule(session), working_calendar(session, now)
    return cycle_dates(period(period_key), root.level or "", rule, calendar, ZONE).opens.at
