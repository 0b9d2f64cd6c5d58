"""Messages from outside: published for whoever waits or will wait, or correlated at once.

A message meets each process once: the instance that has waited longest, else it starts one. What it cannot meet
now it may meet until it expires, in the order of publication.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Database, Session
from engine import message_rows
from engine.each_part import all_in_turn
from engine.errors import EngineError, InstanceGone
from engine.given_variables import given_variables
from engine.host import Host
from engine.message_starts import Arrival, start_processes, waiting_to_start
from engine.message_tables import message, message_correlation, message_subscription
from engine.step import claim

AT_ONCE = 20
"""Meetings made up for in one turn of the housekeeping."""


class MessageExists(EngineError):
    """A message with this id lives already. It was published; nothing is left to do."""

    def __init__(self, name: str, message_id: str) -> None:
        super().__init__(
            f"Thông điệp “{name}” với mã “{message_id}” đã được gửi và còn hạn.",
            f"The message “{name}” with the id “{message_id}” was published already and has not expired.",
        )


class NobodyWaits(EngineError):
    """No instance waits for this message now, and it starts none. Publish it with a time to live, or later."""

    def __init__(self, name: str, correlation_key: str) -> None:
        super().__init__(
            f"Không hồ sơ nào đang chờ thông điệp “{name}” với khoá “{correlation_key}”.",
            f"No instance waits for the message “{name}” with the key “{correlation_key}”.",
        )


@dataclass(frozen=True)
class Published:
    """A message and the instances it has met."""

    key: int
    instances: tuple[int, ...] = ()


def publish_message(
    session: Session,
    host: Host,
    name: str,
    correlation_key: str,
    *,
    actor: str,
    now: datetime,
    live: timedelta = timedelta(0),
    message_id: str | None = None,
    variables: Any = None,
) -> Published:
    """Give a message to whoever waits for it, and keep it while it lives for those who will.

    Raises `MessageExists`, `NotAllowed` for variables that cannot be, and `ExpressionFailed` where an instance
    cannot go on with it; then nothing is published.
    """
    given = given_variables(variables)
    if message_id is not None:
        _forget_expired(session, name, correlation_key, message_id, now)
    key = _insert(session, name, correlation_key, message_id, given, actor, now, now + live)
    return Published(key, _deliver(session, host, name, correlation_key, now, key))


def correlate_message(
    session: Session,
    host: Host,
    name: str,
    correlation_key: str,
    *,
    actor: str,
    now: datetime,
    variables: Any,
) -> Published:
    """Give a message to whoever waits for it now. Raises `NobodyWaits`; it is never kept."""
    published = publish_message(
        session, host, name, correlation_key, actor=actor, now=now, variables=variables
    )
    if not published.instances:
        raise NobodyWaits(name, correlation_key)
    return published


def keep_messages(database: Database, host: Host, now: datetime) -> None:
    """Remove what has expired, and let meet what missed each other: a message and a subscription written at once.

    An instance that cannot go on with its message holds up nothing else: the error is raised after all is done.
    """
    with database.read() as session:
        missed, expired = _missed(session, now), _any_expired(session, now)
        missed += [pair for pair in waiting_to_start(session, now, AT_ONCE) if pair not in missed]
    parts: list[Callable[[], object]] = [
        partial(
            database.transact,
            partial(_deliver, host=host, name=name, correlation_key=correlation_key, now=now),
        )
        for name, correlation_key in missed
    ]
    if expired:
        parts.append(partial(database.transact, partial(_forget_all_expired, now=now)))
    all_in_turn(parts)


def _forget_all_expired(session: Session, now: datetime) -> None:
    session.execute(message.delete().where(message.c.expires_at <= now))


def _forget_expired(session: Session, name: str, key: str, message_id: str, now: datetime) -> None:
    """The id of a message that does not live any more is free, whether the housekeeping has come by or not."""
    session.execute(
        message.delete().where(
            message.c.name == name,
            message.c.correlation_key == key,
            message.c.message_id == message_id,
            message.c.expires_at <= now,
        )
    )


def _insert(
    session: Session,
    name: str,
    correlation_key: str,
    message_id: str | None,
    given: dict[str, Any],
    actor: str,
    now: datetime,
    expires_at: datetime,
) -> int:
    insert = insert_into(session, message)
    key = session.execute(
        insert.values(
            name=name,
            correlation_key=correlation_key,
            message_id=message_id,
            variables=given,
            published_at=now,
            published_by=actor,
            expires_at=expires_at,
        )
        .on_conflict_do_nothing()
        .returning(message.c.key)
    ).scalar()
    if key is None:
        raise MessageExists(name, message_id or "")
    return int(key)


def _deliver(
    session: Session,
    host: Host,
    name: str,
    correlation_key: str,
    now: datetime,
    key: int = message_rows.NO_MESSAGE,
) -> tuple[int, ...]:
    """To each process: the instance that has waited longest, else a new one. The others wait on."""
    served: dict[str, int] = {}
    for row in _waiting(session, name, correlation_key):
        if row.process_id in served:
            continue
        try:
            run = claim(session, host, row.instance_key, now=now, actor="engine")
        except InstanceGone:
            continue
        task = run.flow.find(row.token)
        if task is None or row.token not in run.subscribed:
            continue
        if message_rows.catch(run, task, key):
            run.advance()
            run.save()
            served[row.process_id] = row.instance_key
    served |= start_processes(session, host, Arrival(name, correlation_key, now, key), served)
    return tuple(served.values())


def _waiting(session: Session, name: str, correlation_key: str) -> Sequence[Any]:
    columns = message_subscription.c
    return session.execute(
        sa.select(columns.instance_key, columns.token, columns.process_id)
        .where(columns.name == name, columns.correlation_key == correlation_key)
        .order_by(columns.key)
    ).all()


def _missed(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Living messages that somebody waits for: two transactions at once did not see each other's row."""
    met = sa.exists().where(
        message_correlation.c.message_key == message.c.key,
        message_correlation.c.process_id == message_subscription.c.process_id,
    )
    same = (message.c.name == message_subscription.c.name) & (
        message.c.correlation_key == message_subscription.c.correlation_key
    )
    rows = session.execute(
        sa.select(message.c.name, message.c.correlation_key)
        .distinct()
        .select_from(message.join(message_subscription, same))
        .where(message.c.expires_at > now, ~met)
        .limit(AT_ONCE)
    )
    return [(name, key) for name, key in rows]


def _any_expired(session: Session, now: datetime) -> bool:
    found = sa.select(message.c.key).where(message.c.expires_at <= now).limit(1)
    return session.execute(found).first() is not None
