"""The inbox: a notice is delivered the moment it is written, and read by whoever holds the group.

A notice is addressed to an office, not to a person: once one of its holders has opened it, it is opened.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.newest import OWNERS_AT_ONCE, newest_keys
from database.session import Session
from notifications.tables import READ, UNREAD, outbox

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


def notices_for(
    session: Session,
    recipients: Collection[str],
    *,
    limit: int = PAGE,
    after: tuple[bool, int] | None = None,
) -> list[Notice]:
    """The inbox of some groups: what nobody has opened yet, then the rest, each newest first. No group, no row.

    `after` is whether the last row of the page above was opened, and its key.
    """
    was_opened, last = after or (False, None)
    found = [] if was_opened else _newest(session, recipients, UNREAD, last, limit)
    if len(found) < limit:
        found += _newest(session, recipients, READ, last if was_opened else None, limit - len(found))
    return found


def _newest(
    session: Session, recipients: Collection[str], which: sa.TextClause, last: int | None, limit: int
) -> list[Notice]:
    own = [sa.and_(outbox.c.recipient == one, outbox.c.channel == INBOX) for one in sorted(recipients)]
    keys: list[int] = []
    for first in range(0, len(own), OWNERS_AT_ONCE):
        some = own[first : first + OWNERS_AT_ONCE]
        keys += session.scalars(newest_keys(outbox, some, which, before=last, most=limit))
    page = sorted(keys, reverse=True)[:limit]
    rows = session.execute(sa.select(*COLUMNS).where(outbox.c.key.in_(page)))
    return sorted((Notice(*row) for row in rows), key=lambda one: -one.key)


def find_notice(session: Session, recipients: Collection[str], key: int) -> Notice | None:
    """One notice of the inbox of some groups; None for another office's."""
    row = session.execute(sa.select(*COLUMNS).where(outbox.c.key == key, _inbox_of(recipients))).one_or_none()
    return None if row is None else Notice(*row)


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


def _inbox_of(recipients: Collection[str]) -> sa.ColumnElement[bool]:
    if not recipients:
        return sa.false()
    return sa.and_(outbox.c.recipient.in_(sorted(recipients)), outbox.c.channel == INBOX)
