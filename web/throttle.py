"""Slows down guessing of passwords.

User names can be guessed here (unit code and role), so both a name at an address and the address as a whole are
counted.
"""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from web.tables import sign_in_attempt

WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
# A ward's office shares one address.
TRIES_PER_ADDRESS = 100


def count_attempt(session: Session, username: str, address: str, now: datetime) -> bool:
    """Count one attempt before the password is looked at; False when it must wait, and is not counted.

    Counting first means that many attempts at once cannot all slip through before the first one fails.
    """
    session.execute(sa.delete(sign_in_attempt).where(sign_in_attempt.c.last_at <= now - WINDOW))
    limits = {_address(address): TRIES_PER_ADDRESS, _name(username, address): TRIES_PER_NAME}
    if any(_attempts(session, subject) >= limit for subject, limit in limits.items()):
        return False
    for subject in limits:
        _add_one(session, subject, now)
    return True


def forget_attempts(session: Session, username: str, address: str) -> None:
    """The password was right: the name starts anew, and the address gets its try back."""
    session.execute(sa.delete(sign_in_attempt).where(sign_in_attempt.c.subject == _name(username, address)))
    session.execute(
        sa.update(sign_in_attempt)
        .where(sign_in_attempt.c.subject == _address(address))
        .values(attempts=sign_in_attempt.c.attempts - 1)
    )


def _attempts(session: Session, subject: str) -> int:
    count = session.scalar(sa.select(sign_in_attempt.c.attempts).where(sign_in_attempt.c.subject == subject))
    return count or 0


def _add_one(session: Session, subject: str, now: datetime) -> None:
    raised = session.execute(
        sa.update(sign_in_attempt)
        .where(sign_in_attempt.c.subject == subject)
        .values(attempts=sign_in_attempt.c.attempts + 1, last_at=now)
        .returning(sign_in_attempt.c.subject)
    ).first()
    if raised is None:
        session.execute(sa.insert(sign_in_attempt).values(subject=subject, attempts=1, last_at=now))


def _address(address: str) -> str:
    return hashlib.sha256(f"from {address}".encode()).hexdigest()


def _name(username: str, address: str) -> str:
    return hashlib.sha256(f"{username.strip().lower()} from {address}".encode()).hexdigest()
