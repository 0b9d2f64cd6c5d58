"""The inbox: a notice is delivered the moment it is written, and read by whoever holds the group.

A notice is addressed to an office, not to a person: once one of its holders has opened it, it is opened.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.tables import outbox

INBOX = "inbox"
PAGE = 50


@dataclass(frozen=True)
class Notice:
    """One thing told to one recipient. `sentences.render(words, language, facts)` makes it readable."""

    key: int
    recipient: str
    channel: str
    rule: str
    words: str
    facts: Mapping[str, Any]
    about: str
    instance: int | None
    created_at: datetime
    delivered_at: datetime | None
    first_opened_at: datetime | None


COLUMNS = tuple(outbox.c[name] for name in Notice.__dataclass_fields__)


def deliver(session: Session, keys: Sequence[int], now: datetime) -> None:
    """The rows are in the inbox as soon as they exist."""
    session.execute(outbox.update().where(outbox.c.key.in_(keys)).values(delivered_at=now))


def notices_for(
    session: Session,
    recipients: Collection[str],
    *,
    unread_only: bool = False,
    limit: int = PAGE,
    before: int | None = None,
) -> list[Notice]:
    """The inbox of some groups, newest first; `before` is the last key of the page above. No group, no row."""
    query = sa.select(*COLUMNS).where(_inbox_of(recipients)).order_by(outbox.c.key.desc()).limit(limit)
    if unread_only:
        query = query.where(outbox.c.first_opened_at.is_(None))
    if before is not None:
        query = query.where(outbox.c.key < before)
    return [Notice(*row) for row in session.execute(query)]


def unread_count(session: Session, recipients: Collection[str], *, cap: int = 1_000) -> int:
    """How many notices wait unopened; counting stops at `cap`, the page then says "1000+"."""
    unread = sa.select(outbox.c.key).where(_inbox_of(recipients), outbox.c.first_opened_at.is_(None))
    counted = sa.select(sa.func.count()).select_from(unread.limit(cap).subquery())
    return session.execute(counted).scalar_one()


def mark_opened(
    session: Session, recipients: Collection[str], keys: Collection[int], *, now: datetime
) -> int:
    """Note when these notices were first opened, and return how many were unopened.

    Keys of other recipients are passed over. Opening again changes nothing.
    """
    unopened = sa.and_(outbox.c.key.in_(keys), _inbox_of(recipients), outbox.c.first_opened_at.is_(None))
    opened = outbox.update().where(unopened).values(first_opened_at=now).returning(outbox.c.key)
    return len(session.execute(opened).all())


def notices_about(session: Session, about: str) -> list[Notice]:
    """All that was told about one thing, on every channel, oldest first: for the page of a case."""
    query = sa.select(*COLUMNS).where(outbox.c.about == about).order_by(outbox.c.key)
    return [Notice(*row) for row in session.execute(query)]


def _inbox_of(recipients: Collection[str]) -> sa.ColumnElement[bool]:
    if not recipients:
        return sa.false()
    return sa.and_(outbox.c.recipient.in_(sorted(recipients)), outbox.c.channel == INBOX)
