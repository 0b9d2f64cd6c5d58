"""What operators do with accounts: open and close them, who stands in for whom, who answers for which field."""

from collections.abc import Sequence
from datetime import date, datetime

from database.session import Session
from notifications.preferences import forget_address
from organisation.days import local_day
from organisation.errors import StaffUnknown
from organisation.postings import post, require_role
from organisation.responsibilities import (
    ALL_FIELDS,
    Responsibility,
    responsibilities,
    set_responsible,
)
from organisation.roles import ROLES, role_title
from organisation.staff import (
    Staff,
    add_staff,
    find_staff,
    free_username,
    set_password,
    switch_off,
    unknown_staff,
)
from organisation.substitutes import note_change, stand_in
from organisation.units import Unit, find_unit
from workflows.issues.taxonomy import require_category


def add_account(
    session: Session,
    username: str,
    password: str,
    *,
    unit_code: str | None,
    roles: Sequence[str],
    office: str,
    now: datetime,
) -> int:
    """Open an account and post it to a unit in some roles. Raises StaffRefused or UnitUnknown."""
    unit = None if unit_code is None else find_unit(session, unit_code, local_day(now))
    staff_key = add_staff(session, username, password, office=office or _office(roles[0], unit), now=now)
    for role in roles:
        post(session, staff_key, None if unit is None else unit.key, role)
    return staff_key


def require_addable(
    session: Session, username: str, *, unit_code: str | None, roles: Sequence[str], now: datetime
) -> None:
    """Refuse what `add_account` would refuse, before anybody is asked for a password."""
    unit = None if unit_code is None else find_unit(session, unit_code, local_day(now))
    free_username(session, username)
    for role in roles:
        require_role(None if unit is None else unit.key, role)


def let_stand_in(session: Session, absent: str, by: str, *, first: date, last: date, now: datetime) -> None:
    """One account does the tasks of another from a day to a day, both included. The tasks keep their dates.

    Raises StaffUnknown for a user name nobody has, StaffRefused for days that make no sense.
    """
    key = stand_in(
        session, for_staff=_known(session, absent), by_staff=_known(session, by), first=first, last=last
    )
    note_change(session, key, "set", actor=None, now=now)


def make_responsible(
    session: Session, username: str, *, unit_code: str, field: str, since: date, now: datetime
) -> Responsibility:
    """From a day on an account answers for a category of issues at a unit, or for all that nobody else answers for.

    Raises StaffUnknown, UnitUnknown, ListRefused for a category that is not there, StaffRefused for an account that
    is not posted at the unit.
    """
    unit = find_unit(session, unit_code, since)
    if field != ALL_FIELDS:
        require_category(session, field)
    account = require_account(session, username).key
    key = set_responsible(session, unit.key, field, account, since=since, actor=None, now=now)
    return next(one for one in responsibilities(session, [unit.key], since) if one.key == key)


def renew_password(session: Session, username: str, password: str) -> int:
    """Give an account a new password and return its key. Whoever is signed in with the old one must be signed out."""
    key = _known(session, username)
    set_password(session, key, password)
    return key


def close_account(session: Session, username: str) -> int:
    """Close an account to its user and return its key; what it did stays, his mail address is forgotten."""
    key = _known(session, username)
    switch_off(session, key)
    forget_address(session, key)
    return key


def require_account(session: Session, username: str) -> Staff:
    """The account of a user name, which is in use. Raises StaffUnknown, for an operator to read."""
    found = find_staff(session, username)
    if found is None:
        raise StaffUnknown(
            f"Không có tài khoản {username}. Kiểm tra tên, hoặc mở tài khoản bằng user add.",
            f"There is no account {username}. Check the name, or open the account with user add.",
        )
    if not found.active:
        raise StaffUnknown(
            f"Tài khoản {username} đã ngừng sử dụng. Chọn tài khoản khác.",
            f"The account {username} is switched off. Choose another one.",
        )
    return found


def _known(session: Session, username: str) -> int:
    found = find_staff(session, username)
    if found is None:
        raise unknown_staff()
    return found.key


def _office(role: str, unit: Unit | None) -> str:
    if role not in ROLES:  # `post` says what is wrong with it
        return role
    title = role_title(role, unit.type if unit else "")["vi"]
    return f"{title}, {unit.name}" if unit else title
