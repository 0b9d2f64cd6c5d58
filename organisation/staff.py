"""Accounts. Staff appear in their office only: a title and a unit, never a person's name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.remembering import forget
from database.session import Session
from organisation.errors import StaffRefused, StaffUnknown
from organisation.passwords import LONGEST, SHORTEST, hash_password, password_matches
from organisation.tables import staff

LANGUAGES = ("vi", "en")
LONGEST_OFFICE = 200
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


@dataclass(frozen=True)
class Staff:
    """One account. `office` is what others read: "Cán bộ tổng hợp, Phường Bồ Đề"."""

    key: int
    username: str
    office: str
    language: str
    active: bool


_ACCOUNTS = sa.select(*(staff.c[name] for name in Staff.__dataclass_fields__))
_BY_KEY = _ACCOUNTS.where(staff.c.key == sa.bindparam("key"))  # every request asks this


def add_staff(
    session: Session, username: str, password: str, *, office: str, now: datetime, language: str = "vi"
) -> int:
    """Open an account and return its key. Usernames are kept in small letters. Raises StaffRefused."""
    name = free_username(session, username)
    _check_password(password)
    _check_office(office)
    _check_language(language)
    row = {"username": name, "office": office, "language": language, "active": True, "created_at": now}
    entered = staff.insert().values(**row, password_hash=hash_password(password)).returning(staff.c.key)
    return int(session.execute(entered).scalar_one())


def free_username(session: Session, username: str) -> str:
    """A username as it is kept, which nobody has yet. Raises StaffRefused."""
    name = checked_username(username)
    if find_staff(session, name) is not None:
        raise StaffRefused(
            f"Tài khoản {name} đã có. Hãy chọn tên khác.", f"The account {name} exists. Choose another name."
        )
    return name


def checked_username(username: str) -> str:
    """A username as it is kept. Raises StaffRefused."""
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise StaffRefused(
            "Tên đăng nhập dùng chữ không dấu, số và . _ - @, từ 2 đến 60 ký tự.",
            "A username uses plain letters, digits and . _ - @, 2 to 60 characters.",
        )
    return name


def _check_password(password: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise StaffRefused(
            f"Mật khẩu cần từ {SHORTEST} đến {LONGEST} ký tự.",
            f"A password needs {SHORTEST} to {LONGEST} characters.",
        )


def _check_office(office: str) -> None:
    if not 0 < len(office.strip()) <= LONGEST_OFFICE:
        raise StaffRefused("Hãy ghi chức danh và đơn vị.", "State the office: a title and a unit.")


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise StaffRefused("Ngôn ngữ là vi hoặc en.", "The language is vi or en.")


def find_staff(session: Session, username: str) -> Staff | None:
    """The account of a username in any letter case, or None."""
    row = session.execute(_ACCOUNTS.where(staff.c.username == username.strip().lower())).first()
    return None if row is None else Staff(*row)


def names_of(session: Session, keys: Collection[int]) -> dict[int, str]:
    """The usernames of accounts by their keys; a key nobody has is left out."""
    query = sa.select(staff.c.key, staff.c.username).where(staff.c.key.in_(sorted(keys)))
    return {row.key: row.username for row in session.execute(query)}


def keys_of(session: Session, usernames: Collection[str]) -> dict[str, int]:
    """The keys of accounts by their usernames; a name nobody has is left out."""
    query = sa.select(staff.c.username, staff.c.key).where(staff.c.username.in_(sorted(usernames)))
    return {row.username: row.key for row in session.execute(query)}


def staff_by_key(session: Session, key: int) -> Staff:
    """The account of a key. Raises StaffUnknown."""
    row = session.execute(_BY_KEY, {"key": key}).first()
    if row is None:
        raise unknown_staff()
    return Staff(*row)


def unknown_staff() -> StaffUnknown:
    """The error for an account that is not there or is switched off: which of the two is not said."""
    return StaffUnknown(
        "Không có tài khoản này hoặc tài khoản đã ngừng. Hãy đăng nhập lại hoặc hỏi người vận hành.",
        "There is no such account, or it is switched off. Sign in again or ask the operator.",
    )


def sign_in(session: Session, username: str, password: str) -> int | None:
    """The key of the active account whose password this is, or None.

    Whether the name, the password or the account is wrong cannot be told from the answer nor from its time.
    """
    query = sa.select(staff.c.key, staff.c.password_hash, staff.c.active)
    row = session.execute(query.where(staff.c.username == username.strip().lower())).first()
    fits = password_matches(password, None if row is None else row.password_hash)
    return row.key if row is not None and fits and row.active else None


def password_mark(session: Session, username: str) -> str:
    """What changes when the account of a username gets another password; "" where there is no such account."""
    query = sa.select(staff.c.password_hash).where(staff.c.username == username.strip().lower())
    return str(session.execute(query).scalar() or "")


def set_password(session: Session, staff_key: int, password: str) -> None:
    """Give an account a new password. Raises StaffRefused when it is too short or too long."""
    _check_password(password)
    _change(session, staff_key, password_hash=hash_password(password))


def set_language(session: Session, staff_key: int, language: str) -> None:
    """Remember which language somebody reads. Raises StaffRefused."""
    _check_language(language)
    _change(session, staff_key, language=language)


def switch_off(session: Session, staff_key: int) -> None:
    """Close an account to its user; what it did stays."""
    _change(session, staff_key, active=False)


def _change(session: Session, staff_key: int, **values: object) -> None:
    session.execute(staff.update().where(staff.c.key == staff_key).values(**values))
    forget(session)
