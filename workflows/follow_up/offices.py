"""Which offices stand above a unit, for what is owed by the unit itself: an agency has the unit it stands beside.

A unit that exists no longer has its heir above it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import host_of
from organisation.succession import above_or_heir


def above_of(session: Session, unit_key: int, now: datetime) -> Mapping[str, Sequence[str]]:
    """The receiving desk and the head of the unit above, by the words of the escalation table; nothing at the top."""
    day = local_day(now)
    above = host_of(session, unit_key, day) or above_or_heir(session, unit_key, day)
    if above is None:
        return {}
    return {"above": [group(above.handle, RECEIVER)], "above_head": [group(above.handle, HEAD)]}
