"""Slows down guessing of passwords, and of the numbers of receipts.

User names can be guessed here (unit code and role), so both a name at an address and the address as a whole are
counted.
"""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv6Network, ip_address

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from web.tables import sign_in_attempt

WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
# A ward's office shares one address.
TRIES_PER_ADDRESS = 100
# Of numbers that nobody was given: whoever mistypes one three times has a few tries left.
LOOK_UPS_PER_ADDRESS = 10
# Whoever has one IPv6 address has all of its network.
HOME_NETWORK_BITS = 64


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
    _give_back(session, _address(address))


def may_look_up(session: Session, address: str, now: datetime) -> bool:
    """Whether an address may ask for a number, without counting."""
    used = sa.select(sign_in_attempt.c.attempts).where(
        sign_in_attempt.c.subject == _look_up(address), sign_in_attempt.c.last_at > now - WINDOW
    )
    return (session.scalar(used) or 0) < LOOK_UPS_PER_ADDRESS


def count_look_up(session: Session, address: str, now: datetime) -> bool:
    """Count one number that is asked for before it is looked up; False when it must wait, and is not counted."""
    session.execute(sa.delete(sign_in_attempt).where(sign_in_attempt.c.last_at <= now - WINDOW))
    subject = _look_up(address)
    one_at_a_time(session, f"attempt:{subject}")  # the limit holds for many at once, too
    if _attempts(session, subject) >= LOOK_UPS_PER_ADDRESS:
        return False
    _add_one(session, subject, now)
    return True


def give_look_up_back(session: Session, address: str) -> None:
    """The number was one that somebody was given."""
    _give_back(session, _look_up(address))


def _attempts(session: Session, subject: str) -> int:
    count = session.scalar(sa.select(sign_in_attempt.c.attempts).where(sign_in_attempt.c.subject == subject))
    return count or 0


def _give_back(session: Session, subject: str) -> None:
    session.execute(
        sa.update(sign_in_attempt)
        .where(sign_in_attempt.c.subject == subject)
        .values(attempts=sign_in_attempt.c.attempts - 1)
    )


def _add_one(session: Session, subject: str, now: datetime) -> None:
    one_at_a_time(session, f"attempt:{subject}")
    raised = session.execute(
        sa.update(sign_in_attempt)
        .where(sign_in_attempt.c.subject == subject)
        .values(attempts=sign_in_attempt.c.attempts + 1, last_at=now)
        .returning(sign_in_attempt.c.subject)
    ).first()
    if raised is None:
        session.execute(sa.insert(sign_in_attempt).values(subject=subject, attempts=1, last_at=now))


def _address(address: str) -> str:
    return hashlib.sha256(f"from {_network(address)}".encode()).hexdigest()


def _look_up(address: str) -> str:
    return hashlib.sha256(f"receipt from {_network(address)}".encode()).hexdigest()


def _name(username: str, address: str) -> str:
    return hashlib.sha256(f"{username.strip().lower()} from {_network(address)}".encode()).hexdigest()


def _network(address: str) -> str:
    """What one guesser has for himself: an IPv4 address, or a whole IPv6 network."""
    with suppress(ValueError):  # a socket, a test: there is no address
        found = ip_address(address)
        if found.version == 6 and found.ipv4_mapped is None:  # noqa: PLR2004 - IPv6
            return str(IPv6Network((int(found), HOME_NETWORK_BITS), strict=False))
    return address
