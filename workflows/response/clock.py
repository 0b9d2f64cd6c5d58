"""By when a step is to be done: hours by the clock, hours at work, or working days from the moment it begins."""

from datetime import datetime, timedelta

from database.session import Session
from periods.dated import Dated
from periods.hours import add_working_hours
from workflows.deadlines import ZONE, working_calendar
from workflows.response.words import within_words
from workflows.set_days import evening_after

HOURS, WORKING_HOURS, WORKING_DAYS = "hours", "working_hours", "working_days"
_TO_DO = {"vi": "để làm", "en": "to do it"}
_TO_CLOSE = {"vi": "để đóng sự cố", "en": "to close the incident"}


def until(session: Session, within: float, counted_in: str, start: datetime, now: datetime) -> Dated:
    """When a step is due that begins at a moment."""
    local, calendar = start.astimezone(ZONE), working_calendar(session, now)
    if counted_in == WORKING_DAYS:
        return evening_after(local.date(), int(within), _TO_DO, calendar)
    at = (
        local + timedelta(hours=within)
        if counted_in == HOURS
        else add_working_hours(calendar, local, within, ZONE)
    )
    counted, begun, ends = within_words(within, counted_in), f"{local:%d/%m/%Y %H:%M}", f"{at:%d/%m/%Y %H:%M}"
    explanation = {
        "vi": f"từ {begun} + {counted['vi']} = {ends}",
        "en": f"from {begun} + {counted['en']} = {ends}",
    }
    return Dated(at, explanation, (), calendar.version)


def confirm_by(session: Session, hours: float, counted_in: str, start: datetime, now: datetime) -> datetime:
    """Until when a step is confirmed: at night, too, where the step itself does not wait for the morning."""
    counted = HOURS if counted_in == HOURS else WORKING_HOURS
    return until(session, hours, counted, start, now).at


def close_by(session: Session, days: int, last_due: datetime, now: datetime) -> Dated:
    """Until when a response is closed whose last step is due at a moment."""
    day = last_due.astimezone(ZONE).date()
    return evening_after(day, days, _TO_CLOSE, working_calendar(session, now))


def ladder_of(counted_in: str, kind: str) -> str:
    """The ladder of escalation of a step: what is counted by the clock is pressed by the clock, days by days."""
    return {HOURS: f"{kind}_now", WORKING_DAYS: f"{kind}_days"}.get(counted_in, kind)
