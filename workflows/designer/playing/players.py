"""Who acts in a play: whoever sits in the office that a task lies with; a seat that nobody has is filled at once."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.postings import post
from organisation.roles import OWNER, ROLES, role_title, split_group
from organisation.staff import find_staff
from organisation.tables import posting, staff, unit
from organisation.viewer import Viewer, viewer_of

LONGEST_KEY = 19
"""Digits; a key has fewer."""
EVERYTHING = "admin"
"""The account of the throw-away store that operates and owns everything."""


def player(session: Session, office: str | None, now: datetime, assignee: str | None = None) -> Viewer:
    """Somebody of an office, or the account a task is held by; where neither is there, the operator."""
    key = _account(session, assignee) or _seated(session, office) or _newly_seated(session, office, now)
    if key is None:
        found = find_staff(session, EVERYTHING)
        key = found.key if found else 0
    return viewer_of(session, key, now)


def _account(session: Session, assignee: str | None) -> int | None:
    if not assignee:
        return None
    named = staff.c.username == assignee
    if assignee.isascii() and assignee.isdecimal() and len(assignee) < LONGEST_KEY:
        named = sa.or_(named, staff.c.key == int(assignee))
    return session.execute(sa.select(staff.c.key).where(named)).scalar()


def _seated(session: Session, office: str | None) -> int | None:
    handle, role = split_group(office or "")
    at = sa.select(unit.c.key).where(unit.c.handle == handle).scalar_subquery()
    place = posting.c.unit == at if handle else posting.c.unit.is_(None)
    query = sa.select(posting.c.staff).where(place, posting.c.role == role).order_by(posting.c.key)
    return session.execute(query.limit(1)).scalar()


def _newly_seated(session: Session, office: str | None, now: datetime) -> int | None:
    """A role that the small tree has nobody for; None for what is no office of it."""
    handle, role = split_group(office or "")
    at = session.execute(sa.select(unit.c.key, unit.c.name).where(unit.c.handle == handle)).one_or_none()
    if at is None or role not in ROLES or role == OWNER:
        return None
    row = {
        "username": f"{handle}.{role}",
        "password_hash": "-",
        "office": f"{role_title(role)['vi']}, {at.name}",
        "language": "vi",
        "active": True,
        "created_at": now,
    }
    key = session.execute(sa.insert(staff).values(row).returning(staff.c.key)).scalar_one()
    post(session, key, at.key, role)
    return int(key)
