"""A fan-out seen from its two ends: the parent that enters it, the children that end in it.

A child's step never touches its parent's instance: it counts on the fan-out row and, when the last one has
come, leaves a job. Locks are taken in one order: child, then fan-out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from engine import history, statements
from engine.context import counters
from engine.definitions import bound
from engine.errors import CountedTwice, ExpressionFailed
from engine.expressions import compiled, evaluate, is_true
from engine.host import BoundFunctions, Host
from engine.jobs import leave_job
from engine.statements import Driver
from engine.values import json_text

if TYPE_CHECKING:
    from bpmn.definition import Element
    from engine.step import InstanceRow, Run


def enter(run: Run, token: str, element: str, variables: Mapping[str, Any]) -> int:
    """Write the fan-out, a row for every child and the job that opens them. Returns their number."""
    facts = run.diagram.elements[element]
    items = _items(run, facts, variables)
    if not items:
        return 0
    called = facts.zeebe.call.process_id if facts.zeebe.call else None
    definition = bound(run.session, run.row.deployment_key, "bpmn", called or "")
    condition = facts.loop.condition.text if facts.loop and facts.loop.condition else None
    needed = {name: variables[name] for name in _names_read(facts) if name in variables}
    (fan_key,) = run.driver.one(
        statements.INSERT_FAN,
        *(token, run.row.key, element, definition.key, len(items), condition, json_text(needed)),
    )
    keys = _child_keys(run.host, facts, items)
    rows = [
        (fan_key, order, key, orjson.dumps(item).decode())
        for order, (key, item) in enumerate(zip(keys, items, strict=True))
    ]
    run.driver.many(statements.INSERT_FAN_CHILD, rows)
    run.add_job("fan.open", str(fan_key), element)
    run.record(element, "fan-out opened", {"expected": len(items)})
    return len(items)


def _items(run: Run, facts: Element, variables: Mapping[str, Any]) -> list[Any]:
    if facts.loop is None or facts.loop.collection is None:
        return [None]
    text = facts.loop.collection.text
    items = evaluate(text, variables, run.functions, facts.id)
    if not isinstance(items, list):
        raise ExpressionFailed(facts.id, text, "không cho một danh sách.", "does not give a list.")
    return items


def _child_keys(host: Host, facts: Element, items: list[Any]) -> list[str]:
    keys = [_child_key(host, item) or str(order) for order, item in enumerate(items)]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        text = facts.loop.collection.text if facts.loop and facts.loop.collection else ""
        raise ExpressionFailed(
            facts.id, text, f"có “{twice}” hai lần trong danh sách.", f"lists “{twice}” twice."
        )
    return keys


def _child_key(host: Host, item: Any) -> str:
    if isinstance(item, Mapping):
        return host.child_of(item)
    return "" if item is None else str(item)


def _names_read(facts: Element) -> set[str]:
    """The parent's variables that the input mappings read; the children need nothing else of it."""
    read: set[str] = set()
    for line in facts.zeebe.inputs:
        if line.source.is_feel:
            source = compiled(line.source.text)
            read |= source.names | source.possible_names
    return read - {facts.loop.element if facts.loop else None}


def child_ended(
    driver: Driver, child: InstanceRow, *, counted: bool, functions: BoundFunctions, now: datetime
) -> None:
    """A child has ended: count it, and wake the parent where nothing more is to come."""
    if child.attempt > 1:
        if counted:
            _correction(driver, child, now)
        return
    status = "done" if counted else "ended"
    if driver.one(statements.END_CHILD, status, child.fan_key, child.child_key) is None:
        raise CountedTwice(child.child_key or "")
    found = driver.one(statements.COUNT_CHILD, int(counted), int(not counted), int(counted), child.fan_key)
    state, total, completed, terminated, condition, parent_key, element = found
    if state == "closed":
        if counted:
            facts = {"parent": parent_key, "element": element}
            history.append(driver, child.key, element, "counted late", "engine", now, facts)
        return
    numbers = counters(total, completed, terminated)
    if completed + terminated == total or (condition and is_true(condition, numbers, functions, element)):
        leave_job(driver, parent_key, "fan.resume", str(child.fan_key), element, now=now)


def _correction(driver: Driver, child: InstanceRow, now: datetime) -> None:
    parent_key, element = driver.one(statements.COUNT_CORRECTION, child.fan_key)
    facts = {"parent": parent_key, "element": element, "attempt": child.attempt}
    history.append(driver, child.key, element, "correction counted", "engine", now, facts)
