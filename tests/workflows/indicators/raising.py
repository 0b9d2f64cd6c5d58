"""Issues that come into the register of the small country."""

from datetime import datetime
from typing import Any

from database.session import Session
from organisation.units import find_unit
from workflows.deadlines import ZONE
from workflows.issues.entering import Came, Raised, enter_issue, first_dates
from workflows.issues.parties import line_above
from workflows.issues.record import Why


def raise_issue(session: Session, code: str, now: datetime, field: str = "infrastructure") -> Any:
    """An issue that a unit raises today."""
    key = find_unit(session, code, now.date()).key
    raised = Raised(
        unit_key=key,
        raised_unit_key=key,
        charge_unit_key=key,
        place_unit_key=key,
        area="all",
        category=field,
        channel="hotline",
        urgency="normal",
        summary="Nước ngập sau mưa.",
        raised_on=now.astimezone(ZONE).date(),
        mentions=3,
        above=line_above(session, key, now),
    )
    came = Came("hotline", key, "hotline", 3, "Nước ngập.")
    return enter_issue(session, raised, came, Why(now), first_dates(session, raised, now))
