"""Telling somebody something, exactly once.

What happened has a key, made by the caller so that the same event always has the same one ("report:12/before_2").
The store accepts each key once for a recipient and a channel: a timer that fires again, a retried job or a rival
process adds nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session
from notifications import inbox_channel
from notifications.errors import ChannelUnknown
from notifications.sentences import check_facts
from notifications.tables import outbox

BATCH = 500

Deliver = Callable[[Session, Sequence[int], datetime], None]
"""What a channel does with new rows inside the transaction: deliver them, or arrange that they will be."""

CHANNELS: Mapping[str, Deliver] = {inbox_channel.INBOX: inbox_channel.deliver}


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
    channels: Sequence[str] = (inbox_channel.INBOX,),
    instance: int | None = None,
) -> int:
    """Tell each recipient once on each channel, and return how many were not yet told.

    A recipient is a group ("C00145.reporter") or one account ("staff:12"). If the transaction is rolled back,
    nobody was told. Raises WordsUnknown, FactsMissing, ChannelUnknown before anything is written.
    """
    check_facts(words, facts)
    _check_channels(channels)
    same = {"words": words, "facts": dict(facts), "about": about, "rule": rule, "instance": instance}
    rows = [
        {"dedupe_key": key, "recipient": recipient, "channel": channel, "created_at": now, **same}
        for recipient, channel in product(sorted(set(recipients)), dict.fromkeys(channels))
    ]
    return sum(_write(session, rows[start : start + BATCH], now) for start in range(0, len(rows), BATCH))


def _check_channels(channels: Sequence[str]) -> None:
    for channel in channels:
        if channel not in CHANNELS:
            known = ", ".join(CHANNELS)
            raise ChannelUnknown(f"There is no channel {channel!r}. Use one of: {known}.")


def _write(session: Session, rows: list[dict[str, Any]], now: datetime) -> int:
    insert = postgresql.insert if session.dialect.name == "postgresql" else sqlite.insert
    # Where a rival told them first, the row is passed over and not returned.
    once = insert(outbox).values(rows).on_conflict_do_nothing().returning(outbox.c.key, outbox.c.channel)
    added = session.execute(once).all()
    for channel in sorted({row.channel for row in added}):
        CHANNELS[channel](session, [row.key for row in added if row.channel == channel], now)
    return len(added)
