"""Bearer tokens of programs. Shown once, stored as a hash; all times here are real, also in a demo."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from organisation.tables import staff
from web.tables import access_token

# So that a token in a file is recognised for what it is.
MARK = "giaoban_"
# Coarse on purpose: one write an hour, and nobody's hours of work can be read from it.
USE_IS_KEPT_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Token:
    """One token as it is listed; what was shown once is not in it."""

    key: int
    username: str
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Holder:
    """Whose a token is. `is_noted` says that its use has been written down lately."""

    staff_key: int
    token_key: int
    is_noted: bool


def create_token(
    session: Session, staff_key: int, *, name: str, now: datetime, lifetime: timedelta | None = None
) -> str:
    """A new token of an account, to be shown once."""
    token = MARK + secrets.token_urlsafe(32)
    session.execute(
        sa.insert(access_token).values(
            staff_key=staff_key,
            name=name,
            token_hash=_hash(token),
            created_at=now,
            expires_at=now + lifetime if lifetime else None,
        )
    )
    return token


def list_tokens(session: Session) -> list[Token]:
    """Every token, oldest first."""
    columns = [access_token.c[name] for name in Token.__dataclass_fields__ if name != "username"]
    rows = session.execute(
        sa.select(staff.c.username, *columns)
        .join(staff, staff.c.key == access_token.c.staff_key)
        .order_by(access_token.c.key)
    )
    return [Token(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def revoke_token(session: Session, key: int, now: datetime) -> bool:
    """Make a token worthless from now on; False where there is no such token that is worth anything."""
    revoked = session.execute(
        sa.update(access_token)
        .where(access_token.c.key == key, access_token.c.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(access_token.c.key)
    )
    return revoked.first() is not None


def find_holder(session: Session, token: str, now: datetime) -> Holder | None:
    """Whose token this is, unless it was revoked or has run out."""
    row = session.execute(
        sa.select(access_token.c.staff_key, access_token.c.key, access_token.c.last_used_at).where(
            access_token.c.token_hash == _hash(token),
            access_token.c.revoked_at.is_(None),
            sa.or_(access_token.c.expires_at.is_(None), access_token.c.expires_at > now),
        )
    ).first()
    if row is None:
        return None
    is_noted = row.last_used_at is not None and now - row.last_used_at < USE_IS_KEPT_EVERY
    return Holder(row.staff_key, row.key, is_noted)


def note_use(session: Session, token_key: int, now: datetime) -> None:
    """Write down that a token is in use."""
    session.execute(sa.update(access_token).where(access_token.c.key == token_key).values(last_used_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
