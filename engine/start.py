"""Starting instances: the first of a tree, the child of a fan-out, the correction of one that ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine import statements
from engine.definitions import Definition, latest_deployed, latest_deployment_of
from engine.errors import InstanceGone, StartsByMessage
from engine.holding import hold_instance
from engine.host import Beginning, Host
from engine.statements import Driver
from engine.step import InstanceRow, Run
from engine.tables import instance
from engine.values import to_json


@dataclass(frozen=True)
class Origin:
    """Where a new instance will stand among the others."""

    definition_key: int
    deployment_key: int
    owner: str
    parent_key: int | None = None
    root_key: int | None = None
    fan_key: int | None = None
    child_key: str | None = None
    attempt: int = 1
    depth: int = 0


def start_instance(
    session: Session,
    host: Host,
    process_id: str,
    variables: Mapping[str, Any],
    *,
    owner: str,
    actor: str,
    now: datetime,
    attempt: int = 1,
) -> int:
    """Start the newest version of a process and let it run to where it waits. Returns the instance's key."""
    definition, deployment_key = latest_deployed(session, "bpmn", process_id)
    origin = Origin(definition.key, deployment_key, owner, attempt=attempt)
    return begin(Driver(session), session, host, origin, variables, actor=actor, now=now)


def start_version(
    session: Session,
    host: Host,
    definition: Definition,
    variables: Mapping[str, Any],
    *,
    owner: str,
    actor: str,
    now: datetime,
    attempt: int = 1,
) -> int:
    """Start this version of a process and let it run to where it waits. Returns the instance's key."""
    origin = Origin(definition.key, latest_deployment_of(session, definition), owner, attempt=attempt)
    return begin(Driver(session), session, host, origin, variables, actor=actor, now=now)


def start_correction(
    session: Session,
    host: Host,
    instance_key: int,
    variables: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Do again what an ended instance did, as the next attempt: same place in the tree, same version.

    Its end raises only the parent's count of corrections.
    """
    hold_instance(session, instance_key)
    was = session.execute(sa.select(instance).where(instance.c.key == instance_key)).first()
    if was is None or was.status == "active":
        raise InstanceGone(instance_key)
    attempts = sa.select(sa.func.max(instance.c.attempt)).where(
        instance.c.fan_key == was.fan_key, instance.c.child_key == was.child_key
    )
    before = (session.execute(attempts).scalar() if was.fan_key is not None else None) or was.attempt
    origin = Origin(
        definition_key=was.definition_key,
        deployment_key=was.deployment_key,
        owner=was.owner,
        parent_key=was.parent_key,
        root_key=was.root_key,
        fan_key=was.fan_key,
        child_key=was.child_key,
        attempt=before + 1,
        depth=was.depth,
    )
    return begin(Driver(session), session, host, origin, variables, actor=actor, now=now)


def begin(
    driver: Driver,
    session: Session,
    host: Host,
    origin: Origin,
    variables: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Write the instance, tell the host, take the first step. What the host returns is added."""
    row = place_instance(driver, origin, now)
    set_off(driver, session, host, row, variables, actor=actor, now=now)
    return row.key


def set_off(
    driver: Driver,
    session: Session,
    host: Host,
    row: InstanceRow,
    variables: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
    received: Mapping[str, Any] | None = None,
) -> None:
    """Let an instance that has its row begin. `received` is what the history says of the message that starts it.

    Raises `StartsByMessage` where it begins with one and none was received.
    """
    given = to_json(variables)
    more = host.started(session, row.key, row.owner, given, row.attempt) or Beginning()
    if more.subject or row.root_key is None:
        driver.run(statements.NAME_INSTANCE, more.subject, more.search, row.key)
        row = replace(row, subject=more.subject)
    run = Run(session, host, driver, row, now=now, actor=actor)
    run.record("-", "started", {"attempt": row.attempt, "parent": row.parent_key}, actor=actor)
    begins = run.diagram.message_start
    if begins is not None:
        if received is None:
            raise StartsByMessage(run.diagram.process_id, begins.events[0].message_name)
        run.record(begins.id, "message received", received)
    run.begin({**given, **to_json(more.variables)})
    run.advance()
    run.save()


def place_instance(driver: Driver, origin: Origin, now: datetime) -> InstanceRow:
    """The row of a new instance that has not begun: what it is about, and that it is a root, is said when it does."""
    place = (
        *(origin.definition_key, origin.deployment_key, origin.parent_key, origin.root_key),
        *(origin.fan_key, origin.child_key, origin.attempt, origin.depth, origin.owner),
    )
    key = driver.put(statements.INSERT_INSTANCE, *place, b"", b"", driver.moment(now))
    return InstanceRow(key, *place)
