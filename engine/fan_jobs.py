"""Opening the children of a fan-out in batches, and waking the parent when enough have ended."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from database.savepoint import savepoint
from database.session import Session
from engine import statements
from engine.definitions import diagram_of
from engine.errors import TooDeep
from engine.expressions import mapped
from engine.failures import error_words
from engine.history import append
from engine.host import BoundFunctions, CallContext, Host
from engine.incidents import open_incident
from engine.spiff_elements import resume
from engine.spiff_workflow import is_waiting
from engine.start import Origin, begin
from engine.statements import Driver
from engine.step import claim
from engine.values import json_text

BATCH = 25
"""Children opened in one transaction at most."""
HOLD_SECONDS = 0.012
"""A batch begins no other child after so long: others wait for the writer. What it opens at least is one."""
PARENT = "select definition_key, deployment_key, root_key, depth, owner from instance where key = ?"


@dataclass(frozen=True)
class Opening:
    """What every child of one fan-out has in common."""

    session: Session
    host: Host
    driver: Driver
    now: datetime
    fan_key: int
    parent_key: int
    element: str
    item_name: str | None
    inputs: tuple[tuple[str, str], ...]
    variables: Mapping[str, Any]
    origin: Origin


def open_children(session: Session, host: Host, fan_key: int, now: datetime) -> bool:
    """Open the next batch of children; True when all are open. A closed fan-out keeps opening.

    A child that cannot start becomes an incident of its own; the others are not held up.
    """
    driver = Driver(session)
    opening, total, opened = _opening(session, host, driver, fan_key, now)
    until = time.monotonic() + HOLD_SECONDS
    for order, child_key, item in driver.run(statements.CHILDREN_FROM, fan_key, opened, BATCH):
        _open_or_note(opening, order, child_key, item)
        opened += 1
        if time.monotonic() >= until:
            break
    driver.run(statements.ADVANCE_FAN, opened, opened, fan_key)
    return bool(opened >= total)


def open_child(session: Session, host: Host, ref: str, now: datetime) -> None:
    """Open one child that could not start before. `ref` is the fan-out's key and the child's place."""
    fan_key, order = (int(part) for part in ref.split(":"))
    driver = Driver(session)
    opening, _total, _opened = _opening(session, host, driver, fan_key, now)
    _order, child_key, item = driver.one(statements.CHILD_AT, fan_key, order)
    _open(opening, order, child_key, orjson.loads(item))


def resume_parent(session: Session, host: Host, fan_key: int, now: datetime) -> None:
    """Enough children have ended: the parent goes on. Where its deadline was faster, nothing is done."""
    driver = Driver(session)
    parent_key = driver.one(statements.FAN_OF_KEY, fan_key)[0]
    token, status = driver.one(statements.FAN_STATUS, fan_key)
    if status == "closed":
        return
    run = claim(session, host, parent_key, now=now, actor="engine")
    fan = run.flow.find(token)
    if fan is None or not is_waiting(fan):
        return
    run.close_fan(token)
    run.record(fan.task_spec.name, "fan-out complete", dict(run.fan_counters(token)))
    resume(fan)
    run.advance()
    run.save()


def _opening(
    session: Session, host: Host, driver: Driver, fan_key: int, now: datetime
) -> tuple[Opening, int, int]:
    parent_key, element, definition_key, _status, total, opened, variables = driver.one(
        statements.FAN_OF_KEY, fan_key
    )
    own_definition, deployment_key, root_key, depth, owner = driver.one(PARENT, parent_key)
    if depth + 1 > host.max_depth:
        raise TooDeep(element, host.max_depth)
    facts = diagram_of(driver.session, own_definition).elements[element]
    origin = Origin(definition_key, deployment_key, owner, parent_key, root_key, fan_key, depth=depth + 1)
    inputs = tuple((line.source.text, line.target) for line in facts.zeebe.inputs)
    item_name = facts.loop.element if facts.loop else None
    known = orjson.loads(variables)
    opening = Opening(
        session, host, driver, now, fan_key, parent_key, element, item_name, inputs, known, origin
    )
    return opening, total, opened


def _open_or_note(opening: Opening, order: int, child_key: str, item: str) -> None:
    try:
        with savepoint(opening.session):
            _open(opening, order, child_key, orjson.loads(item))
    except Exception as error:  # noqa: BLE001  # one child must not hold up its siblings
        opening.driver.run(statements.FAIL_CHILD, opening.fan_key, order)
        _note_failure(opening, order, child_key, error)


def _open(opening: Opening, order: int, child_key: str, item: Any) -> None:
    driver, host = opening.driver, opening.host
    if driver.one(statements.OPEN_CHILD, opening.fan_key, order) is None:
        return  # it is open already
    functions = BoundFunctions(host.functions, CallContext(opening.session, opening.now))
    scope = {**opening.variables, opening.item_name: item} if opening.item_name else dict(opening.variables)
    variables = mapped(opening.inputs, scope, functions, opening.element)
    owner = host.owner_of(variables) or opening.origin.owner
    origin = replace(opening.origin, child_key=child_key, owner=owner)
    key = begin(driver, opening.session, host, origin, variables, actor="engine", now=opening.now)
    driver.run(statements.NAME_CHILD, key, opening.fan_key, order)


def _note_failure(opening: Opening, order: int, child_key: str, error: Exception) -> None:
    driver, ref = opening.driver, f"{opening.fan_key}:{order}"
    words = error_words(error)
    job = driver.one(
        statements.INSERT_JOB,
        *(opening.parent_key, "fan.child", ref, opening.element, driver.moment(opening.now)),
        *(1, 1, "failed", json_text(words)),
    )
    append(
        driver,
        opening.parent_key,
        opening.element,
        "child could not start",
        "engine",
        opening.now,
        {"child": child_key, "error": type(error).__name__},
    )
    open_incident(
        driver,
        opening.parent_key,
        opening.element,
        ref=ref,
        error=error,
        now=opening.now,
        job_key=job[0] if job else None,
    )
