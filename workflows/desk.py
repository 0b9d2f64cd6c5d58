"""Which office of a unit works on issues, verifications and directions."""

from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.postings import is_staffed
from organisation.roles import OFFICER, REPORTER, group


def desk_of(session: Session, handle: str, now: datetime) -> str:
    """The group of a unit's desk on a day: "C00145.officer". A small office has no officer of its own."""
    has_officers = is_staffed(session, handle, local_day(now), OFFICER)
    return group(handle, OFFICER if has_officers else REPORTER)
