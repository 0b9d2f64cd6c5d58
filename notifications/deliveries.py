"""What leaves the house: queued once, claimed by one process, tried again by a fixed schedule, and never forgotten.

A claim pushes the next attempt into the future before anything is sent. Whoever dies between sending and recording
leaves a row that is sent again then, under the same identity: at least once, and the receiver can tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.failures import SendFailed
from notifications.outbox import write_once
from notifications.tables import UNREAD, delivery, outbox

EMAIL, WEBHOOK = "email", "webhook"
CHANNELS = (EMAIL, WEBHOOK)
QUEUED, RETRYING, SENT, GIVEN_UP, UNUSABLE = "queued", "retrying", "sent", "given_up", "unusable"
WAITING = (QUEUED, RETRYING)
UNSENT = (*WAITING, GIVEN_UP, UNUSABLE)

LEASE = timedelta(minutes=10)
"""For how long a claim holds: longer than any one sending may take."""
PAUSE = timedelta(minutes=1)
"""How long nothing is tried after the other side was down."""
BACK_OFF = tuple(timedelta(minutes=each) for each in (1, 5, 15, 30, 60, 120, 240, 480, *(720,) * 9))
"""The wait after each attempt; five days in all, as long as mail servers try."""


@dataclass(frozen=True)
class Message:
    """Something to send to one recipient: "staff:12", "webhook:3". `lines` are the rows of a digest."""

    event: str
    recipient: str
    words: str
    facts: Mapping[str, Any]
    about: str
    rule: str
    link: str
    lines: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, kw_only=True)
class Claimed(Message):
    """A message that this process alone may send now. `attempts` counts this one."""

    key: int
    attempts: int
    created_at: datetime

    @property
    def identity(self) -> str:
        """The same for every attempt at this delivery, another for any other one in any store."""
        text = f"{self.event}|{self.recipient}|{self.created_at.isoformat()}"
        return f"{self.key}.{sha256(text.encode()).hexdigest()[:24]}"


@dataclass(frozen=True)
class Backlog:
    """What of a channel is not sent: how many by state, and since when the oldest of them was to be tried."""

    counts: Mapping[str, int]
    oldest_due_at: datetime | None


def queue(session: Session, channel: str, messages: Sequence[Message], now: datetime) -> int:
    """Have each message sent once, and return how many were new: one event reaches a recipient once."""
    told = {(one.event, one.recipient): one for one in messages}
    if not told:
        return 0
    added = write_once(session, [_outbox_row(one, channel, now) for one in told.values()])
    rows = [_delivery_row(row, told[row.dedupe_key, row.recipient], channel, now) for row in added]
    if rows:
        session.execute(delivery.insert(), rows)
    return len(rows)


def _outbox_row(one: Message, channel: str, now: datetime) -> dict[str, Any]:
    told = {"words": one.words, "facts": dict(one.facts), "about": one.about, "rule": one.rule}
    return {
        "dedupe_key": one.event,
        "recipient": one.recipient,
        "channel": channel,
        "created_at": now,
        **told,
    }


def _delivery_row(row: Any, one: Message, channel: str, now: datetime) -> dict[str, Any]:
    sending = {"channel": channel, "state": QUEUED, "attempts": 0, "next_attempt_at": now}
    return {"key": row.key, **sending, "link": one.link, "lines": list(one.lines) or None}


def claim_next(session: Session, channel: str, now: datetime) -> Claimed | None:
    """The delivery that has been due for longest, for this process alone; None where nothing is due."""
    due = _due(channel, now)
    first = (
        sa.select(delivery.c.key)
        .where(due)
        .order_by(delivery.c.next_attempt_at, delivery.c.key)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = (
        delivery.update()
        .where(delivery.c.key == first, due)  # a rival may have it since
        .values(attempts=delivery.c.attempts + 1, next_attempt_at=now + LEASE)
        .returning(delivery.c.key, delivery.c.attempts, delivery.c.link, delivery.c.lines)
    )
    row = session.execute(claimed).one_or_none()
    return None if row is None else _claimed(session, row)


def _claimed(session: Session, row: Any) -> Claimed:
    told = session.execute(sa.select(outbox).where(outbox.c.key == row.key)).one()
    return Claimed(
        key=row.key,
        attempts=row.attempts,
        event=told.dedupe_key,
        recipient=told.recipient,
        words=told.words,
        facts=told.facts,
        about=told.about,
        rule=told.rule,
        link=row.link,
        lines=row.lines or (),
        created_at=told.created_at,
    )


def record_sent(session: Session, claimed: Claimed, now: datetime) -> bool:
    """It has left. False where the claim ran out and somebody else has it by now."""
    kept = _record(session, claimed, state=SENT, ended_at=now, failure=None, detail=None)
    if kept:
        session.execute(outbox.update().where(outbox.c.key == claimed.key).values(delivered_at=now))
    return kept


def record_failure(session: Session, claimed: Claimed, failure: SendFailed, now: datetime) -> str:
    """It did not leave: try again by the schedule, or end it. Returns the state it is in by that."""
    state = failure.kind.ends or (RETRYING if claimed.attempts <= len(BACK_OFF) else GIVEN_UP)
    again = state == RETRYING
    when = {"next_attempt_at": now + BACK_OFF[claimed.attempts - 1]} if again else {"ended_at": now}
    _record(session, claimed, state=state, failure=failure.name, detail=failure.detail or None, **when)
    return state


def _record(session: Session, claimed: Claimed, **values: Any) -> bool:
    ours = sa.and_(delivery.c.key == claimed.key, delivery.c.attempts == claimed.attempts)
    recorded = delivery.update().where(ours, delivery.c.state.in_(WAITING)).values(**values)
    return session.execute(recorded.returning(delivery.c.key)).one_or_none() is not None


def let_wait(session: Session, channel: str, now: datetime, recipient: str | None = None) -> None:
    """Nothing of a channel, or of one recipient, is due before the pause is over; no attempt is used up."""
    due = _due(channel, now)
    if recipient is not None:
        # what leaves the house is opened elsewhere
        due &= delivery.c.key.in_(sa.select(outbox.c.key).where(outbox.c.recipient == recipient, UNREAD))
    session.execute(delivery.update().where(due).values(next_attempt_at=now + PAUSE))


def anything_due(session: Session, channel: str, now: datetime) -> bool:
    """Whether it is worth claiming; a glance that takes no lock."""
    return session.execute(sa.select(delivery.c.key).where(_due(channel, now)).limit(1)).first() is not None


def _due(channel: str, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        delivery.c.channel == channel, delivery.c.state.in_(WAITING), delivery.c.next_attempt_at <= now
    )


def try_again(session: Session, key: int, now: datetime) -> bool:
    """Begin anew with a delivery that has not been sent, at once. False for one that has, or is not there."""
    anew = {"state": QUEUED, "attempts": 0, "next_attempt_at": now, "ended_at": None}
    unsent = sa.and_(delivery.c.key == key, delivery.c.state.in_((RETRYING, GIVEN_UP, UNUSABLE)))
    begun = delivery.update().where(unsent).values(**anew).returning(delivery.c.key)
    return session.execute(begun).one_or_none() is not None


def backlog(session: Session) -> dict[str, Backlog]:
    """What has not been sent, by channel. Its cost grows with that, never with what was sent."""
    rows = session.execute(
        sa.select(delivery.c.channel, delivery.c.state, sa.func.count().label("number"))
        .where(delivery.c.channel.in_(CHANNELS), delivery.c.state.in_(UNSENT))
        .group_by(delivery.c.channel, delivery.c.state)
    ).all()
    return {channel: _backlog_of(session, channel, rows) for channel in CHANNELS}


def _backlog_of(session: Session, channel: str, rows: Sequence[Any]) -> Backlog:
    oldest = session.execute(
        sa.select(sa.func.min(delivery.c.next_attempt_at)).where(
            delivery.c.channel == channel, delivery.c.state.in_(WAITING)
        )
    ).scalar_one()
    found = {row.state: row.number for row in rows if row.channel == channel}
    return Backlog({state: found.get(state, 0) for state in UNSENT}, oldest)
