"""Sessions live in the store; the browser holds an opaque token. All times here are real, also in a demo."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from web.tables import web_session

IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
# One write per request would make every reader wait for the writer.
_SEEN_EVERY = timedelta(minutes=5)
# Every request asks this; a statement made once costs half of one made anew.
_HOLDER = sa.select(web_session.c.staff_key, web_session.c.last_seen_at).where(
    web_session.c.token_hash == sa.bindparam("token_hash"),
    web_session.c.expires_at > sa.bindparam("now"),
    web_session.c.last_seen_at > sa.bindparam("awake_since"),
)


@dataclass(frozen=True)
class Signed:
    """Who a request comes from, and the token it was recognised by."""

    staff_key: int
    token: str
    last_seen_at: datetime

    def must_be_seen(self, now: datetime) -> bool:
        """Whether it is time to write down that the session is in use."""
        return now - self.last_seen_at >= _SEEN_EVERY


def cookie_name(*, https: bool) -> str:
    """Browsers accept the prefix only over HTTPS, and then bind the cookie to this very host."""
    return "__Host-sid" if https else "sid"


def begin_session(session: Session, staff_key: int, now: datetime) -> str:
    """Sign somebody in and give the token for the cookie. Sessions long over are swept away."""
    session.execute(sa.delete(web_session).where(web_session.c.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.execute(
        sa.insert(web_session).values(
            token_hash=_hash(token),
            staff_key=staff_key,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LONGEST,
        )
    )
    return token


def find_session(session: Session, token: str, now: datetime) -> Signed | None:
    """Who holds this token, unless the session ended, ran out, or lay idle too long."""
    asked = {"token_hash": _hash(token), "now": now, "awake_since": now - IDLE}
    row = session.execute(_HOLDER, asked).first()
    return None if row is None else Signed(row.staff_key, token, row.last_seen_at)


def mark_seen(session: Session, token: str, now: datetime) -> None:
    """Write down that a session is in use, so that it does not lie idle."""
    session.execute(
        sa.update(web_session).where(web_session.c.token_hash == _hash(token)).values(last_seen_at=now)
    )


def end_session(session: Session, token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    session.execute(sa.delete(web_session).where(web_session.c.token_hash == _hash(token)))


def end_sessions_of(session: Session, staff_key: int) -> None:
    """Sign somebody out everywhere, for example after a new password."""
    session.execute(sa.delete(web_session).where(web_session.c.staff_key == staff_key))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
