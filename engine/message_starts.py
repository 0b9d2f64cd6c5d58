"""Processes that begin with a message: the newest version of each, one instance for each message.

A message with a key starts none while an instance of the process that the same key has started is active; while the
message lives it starts one as soon as that instance has ended.
"""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from bpmn.definition import Element
from database.savepoint import savepoint
from database.session import Session
from database.types import UtcTime
from database.unusable import of_a_database
from engine import statements
from engine.definitions import diagram_of, keyed, latest_deployment_of
from engine.expressions import mapped
from engine.host import BoundFunctions, CallContext, Host
from engine.message_rows import NO_MESSAGE
from engine.message_tables import message, message_correlation, message_start, message_started
from engine.reach import reached
from engine.start import Origin, place_instance, set_off
from engine.statements import Driver
from engine.tables import instance

logger = logging.getLogger("giaoban.messages")

AT_ONCE = 20
"""Instances of one process started in one transaction."""


class _Met(Exception):  # no fault: a rival was faster
    """The process has met this message already."""


@dataclass(frozen=True)
class Arrival:
    """Messages of one name and key; `key` is that of the one just published, which counts though it does not live."""

    name: str
    correlation_key: str
    now: datetime
    key: int = NO_MESSAGE


def begin_with(
    session: Session, process_id: str, definition_key: int, start: Element | None, now: datetime
) -> None:
    """From now on a process begins as its new version says: with a message, or with none."""
    table = message_start.c
    if start is None:
        session.execute(message_start.delete().where(table.process_id == process_id))
        return
    name = start.events[0].message_name
    values = {"definition_key": definition_key, "element": start.id, "name": name}
    since = sa.case((table.name == name, table.created_at), else_=sa.literal(now, UtcTime()))
    # changed in place: a publisher that waits for this row finds the new version in it
    changed = message_start.update().where(table.process_id == process_id).values(**values, created_at=since)
    if session.execute(changed.returning(table.key)).first() is None:
        session.execute(message_start.insert().values(process_id=process_id, created_at=now, **values))


def start_processes(
    session: Session, host: Host, arrival: Arrival, besides: Collection[str]
) -> dict[str, int]:
    """Start every process that begins with this message, but those that have met it; the instances by process.

    Of a message just published, only the instances it has started itself are told. One process that cannot begin
    with it holds up no other; where nobody at all has received it, what stood in the way is raised.
    """
    started: dict[str, int] = {}
    failed: list[Exception] = []
    for row in _beginning_with(session, arrival.name):
        if row.process_id in besides:
            continue
        try:
            for key, instance_key in _start_all(session, host, row, arrival):
                if arrival.key in {key, NO_MESSAGE}:
                    started[row.process_id] = instance_key
        except Exception as error:  # the host may refuse with an error of its own
            if of_a_database(error):
                raise
            logger.warning(
                "The process %s cannot begin with a message: %s", row.process_id, type(error).__name__
            )
            failed.append(error)
    if failed and not started and not besides:
        raise failed[0]
    return started


def waiting_to_start(session: Session, now: datetime, most: int) -> list[tuple[str, str]]:
    """Names and keys of living messages that could start something now, by chance: those that never can wait too."""
    rows = session.execute(
        sa.select(message.c.name, message.c.correlation_key)
        .select_from(message_start.join(message, message.c.name == message_start.c.name))
        .where(
            message.c.expires_at > now,
            message.c.published_at >= message_start.c.created_at,
            ~_has_met(message_start.c.process_id),
            sa.or_(
                message.c.correlation_key == "",
                ~_is_active(message_start.c.process_id, message.c.correlation_key),
            ),
        )
        .group_by(message.c.name, message.c.correlation_key)
        .order_by(sa.func.random())
        .limit(most)
    )
    return [(name, key) for name, key in rows]


def _beginning_with(session: Session, name: str) -> list[Any]:
    """One transaction at a time starts instances of a process by messages: of two with one key one does."""
    rows = session.execute(
        sa.select(message_start)
        .where(message_start.c.name == name)
        .order_by(message_start.c.process_id)
        .with_for_update(key_share=True)
    )
    return list(rows)


def _start_all(session: Session, host: Host, row: Any, arrival: Arrival) -> Iterator[tuple[int, int]]:
    """The message and the instance of each start."""
    for _ in range(AT_ONCE):
        found = _next_message(session, row, arrival)
        if found is None:
            return
        try:
            with savepoint(session):
                started = _start(session, host, row, found, arrival.now)
        except _Met:
            continue
        yield found.key, started


def _next_message(session: Session, row: Any, arrival: Arrival) -> Any:
    """The oldest first; without a key each is for itself."""
    columns, key = message.c, arrival.correlation_key
    if key and session.execute(sa.select(_is_active(sa.literal(row.process_id), sa.literal(key)))).scalar():
        return None
    alone = columns.key == arrival.key if not key and arrival.key != NO_MESSAGE else sa.true()
    return session.execute(
        sa.select(message)
        .where(
            columns.name == arrival.name,
            columns.correlation_key == key,
            sa.or_(columns.expires_at > arrival.now, columns.key == arrival.key),
            columns.published_at >= row.created_at,
            alone,
            ~_has_met(sa.literal(row.process_id)),
        )
        .order_by(columns.key)
        .limit(1)
    ).first()


def _has_met(process_id: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    met = message_correlation.c
    return (
        sa.exists()
        .where(met.message_key == message.c.key, met.process_id == process_id)
        .correlate(message, message_start)
    )


def _is_active(
    process_id: sa.ColumnElement[str], correlation_key: sa.ColumnElement[str]
) -> sa.ColumnElement[bool]:
    """Whether what this key has started of a process goes on still."""
    started = message_started.c
    return (
        sa.select(sa.literal(1))
        .select_from(message_started.join(instance, instance.c.key == started.instance_key))
        .where(
            started.process_id == process_id,
            started.correlation_key == correlation_key,
            instance.c.status == "active",
        )
        .correlate(message, message_start)
        .exists()
    )


def _start(session: Session, host: Host, row: Any, found: Any, now: datetime) -> int:
    driver = Driver(session)
    definition = keyed(session, "bpmn", row.definition_key)
    elements = diagram_of(driver.session, definition.key).elements
    variables = found.variables
    pairs = tuple((line.source.text, line.target) for line in elements[row.element].zeebe.outputs)
    if pairs:
        functions = BoundFunctions(host.functions, CallContext(session, now))
        variables = mapped(pairs, variables, functions, row.element)
    for reachable in reached(session, definition):
        host.may_start(reachable, variables)
    origin = Origin(definition.key, latest_deployment_of(session, definition), host.owner_of(variables))
    placed = place_instance(driver, origin, now)
    _meet(driver, row, found, placed.key, now)
    set_off(
        driver,
        session,
        host,
        placed,
        variables,
        actor=found.published_by,
        now=now,
        received={"message": found.key, "name": found.name},
    )
    return placed.key


def _meet(driver: Driver, row: Any, found: Any, instance_key: int, now: datetime) -> None:
    """Before the first step, which must not receive the message a second time.

    The meeting has the key of a subscription like any other: one that is taken as soon as it is there.
    """
    token, moment = uuid4().hex, driver.moment(now)
    process, name, key = row.process_id, found.name, found.correlation_key
    driver.run(statements.INSERT_SUBSCRIPTION, instance_key, process, token, row.element, name, key, moment)
    (subscription,) = driver.one(statements.TAKE_SUBSCRIPTION, token)
    facts = (found.key, process, name, key, subscription, instance_key, row.element, token, moment)
    if driver.one(statements.INSERT_CORRELATION, *facts) is None:
        raise _Met
    if key:
        driver.session.execute(
            message_started.insert().values(
                instance_key=instance_key, process_id=process, correlation_key=key
            )
        )
