"""Checking a password: slowed down for whoever guesses, and never many at once."""

import threading
from datetime import datetime

from organisation.staff import sign_in
from web.errors import TriesUsedUp
from web.parts import Parts
from web.throttle import count_attempt, forget_attempts

# A password check takes 64 MB on purpose; sixty at once would take the machine.
_checking = threading.BoundedSemaphore(4)


def prove(parts: Parts, username: str, password: str, address: str, now: datetime) -> int | None:
    """The key of the account whose name and password these are, or None. Raises TriesUsedUp for somebody who guesses.

    The attempt is counted before the password is looked at, in a write of its own: the check is slow.
    """
    if not parts.database.transact(lambda session: count_attempt(session, username, address, now)):
        raise TriesUsedUp
    with _checking, parts.database.read() as session:
        staff_key = sign_in(session, username, password)
    if staff_key is not None:
        parts.database.transact(lambda session: forget_attempts(session, username, address))
    return staff_key
