"""The dates of a correction: a returned report gets a deadline of its own, counted from the return."""

from datetime import datetime
from typing import Any

from database.session import Session
from periods.dated import Dated
from periods.deadlines import armed, correct_by, reminders_for
from periods.windows import Period
from workflows.deadlines import ZONE, deadline_rule, working_calendar


def correction_dates(
    session: Session, window: Period, level: str, closes_at: datetime, now: datetime, called: str = "returned"
) -> tuple[Dated, dict[str, Any]]:
    """The new due date with its reason, and the variables that arm the reminders still ahead.

    `called` says what it is counted from: "returned", or "asked" for a correction of what was accepted.
    Never after the cycle closes; what the return leaves no time for is not armed.
    """
    made_with: Any = {
        "period": window,
        "level": level,
        "rule": deadline_rule(session),
        "calendar": working_calendar(session, now),
        "zone": ZONE,
    }
    due = correct_by(now, closes_at, called=called, **made_with)
    reminders = reminders_for(due.at, **made_with)
    return due, {"due": due.at.isoformat(), "reminders": armed(reminders, now)}
