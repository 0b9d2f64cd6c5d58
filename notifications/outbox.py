"""Telling somebody something, exactly once.

What happened has a key, made by the caller so that the same event always has the same one ("report:12/before_2").
The store accepts each key once for a recipient and a channel: a timer that fires again, a retried job or a rival
process adds nothing. A notice is in the inbox the moment it is written; whoever wants it outside the house is
written to later, from the row (`passed_on_at` is empty until then).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.prepared import Prepared
from database.session import Session
from notifications.inbox_channel import INBOX
from notifications.sentences import check_facts
from notifications.tables import outbox

# where a rival told them first, the row is passed over and not returned
_ONCE = {
    name: insert(outbox).on_conflict_do_nothing()
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_TELL = Prepared(_ONCE)
_WRITE = Prepared(
    {
        name: put.returning(outbox.c.key, outbox.c.dedupe_key, outbox.c.recipient)
        for name, put in _ONCE.items()
    }
)


def notify(
    session: Session,
    *,
    key: str,
    recipients: Collection[str],
    words: str,
    facts: Mapping[str, Any],
    about: str,
    rule: str,
    now: datetime,
    instance: int | None = None,
) -> int:
    """Tell each recipient once, and return how many were not yet told.

    A recipient is a group ("C00145.reporter") or one account ("staff:12"). If the transaction is rolled back,
    nobody was told. Raises WordsUnknown, FactsMissing before anything is written.
    """
    check_facts(words, facts)
    same = {"words": words, "facts": dict(facts), "about": about, "rule": rule, "instance": instance}
    place = {"dedupe_key": key, "channel": INBOX, "created_at": now, "delivered_at": now}
    rows = [{"recipient": recipient, **place, **same} for recipient in sorted(set(recipients))]
    return _TELL.changed_by(session, rows) if rows else 0


def write_once(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Write rows of the outbox and return key, dedupe_key, recipient of those nobody had written before."""
    return _WRITE.each(session, rows)


def claim_untold(session: Session, now: datetime, limit: int) -> list[Any]:
    """Rows of the inbox nobody outside was told of yet, oldest first; from now on they count as passed on.

    If the transaction is rolled back, they do not. Of two processes each gets other rows.
    """
    waiting = (
        sa.select(outbox.c.key)
        .where(outbox.c.passed_on_at.is_(None), outbox.c.channel == INBOX)
        .order_by(outbox.c.key)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = (
        outbox.update()
        .where(outbox.c.key.in_(waiting), outbox.c.passed_on_at.is_(None))
        .values(passed_on_at=now)
        .returning(outbox)
    )
    return sorted(session.execute(claimed).all(), key=lambda row: row.key)
