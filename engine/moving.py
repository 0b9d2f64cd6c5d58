"""Moving running instances to another version of their process. An instance keeps its own until somebody moves it.

Whatever the new version says alike stays: the rows of open tasks with who holds them, the moments of timers, jobs and
what is awaited. What it says otherwise is worked out anew, at the moment of moving.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Element
from database.session import Session
from engine.behind import Group
from engine.definition_tables import process_definition
from engine.definitions import Definition, diagram_of, latest_deployment_of
from engine.errors import CannotMove, Words
from engine.host import Host
from engine.spiff_codec import freeze
from engine.spiff_moving import Obstacle, move, obstacles
from engine.spiff_parser import Diagram
from engine.spiff_standing import read_standing
from engine.statements import Driver
from engine.step import Run, claim
from engine.tables import OPEN_TASK, instance, job, task
from engine.task_rows import COLUMNS

OPENING = ("fan.open", "fan.child")
"""The jobs that open children; until they are done, the children belong to the version that asked for them."""
AT_ONCE = 500


@dataclass(frozen=True)
class Stuck:
    """Instances that cannot be moved for one and the same reason."""

    reason: Words
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Movable:
    """The running instances of a process in other versions: those that can be moved, and why the others cannot."""

    can: tuple[int, ...]
    cannot: tuple[Stuck, ...] = field(default=())

    @property
    def stuck(self) -> int:
        """How many cannot be moved."""
        return len({key for reason in self.cannot for key in reason.keys})


def movable(
    session: Session, process_id: str, to: Diagram, *, among: Sequence[Group] | None = None
) -> Movable:
    """Which running instances of a process could go on under a diagram, deployed or not.

    Of all its instances, or of those `among` these groups. Instances that stand alike are judged once.
    """
    opening = _opening(session)
    driver, judged = Driver(session), dict[Any, list[Obstacle]]()
    can: list[int] = []
    cannot: dict[str, tuple[Words, list[int]]] = {}
    for key, definition_key, state in _running(session, process_id, among):
        standing = read_standing(state)
        place = (definition_key, standing.shape())
        if place not in judged:
            judged[place] = obstacles(standing, diagram_of(driver.session, definition_key), to)
        reasons = [found.message for found in judged[place]] or ([_STILL_OPENING] if key in opening else [])
        for reason in reasons:
            cannot.setdefault(reason["vi"], (reason, []))[1].append(key)
        if not reasons:
            can.append(key)
    return Movable(tuple(can), tuple(Stuck(reason, tuple(keys)) for reason, keys in cannot.values()))


def move_instance(
    session: Session, host: Host, instance_key: int, to: Definition, *, actor: str, now: datetime
) -> bool:
    """Let a running instance go on under another version of its process. False where it is under it already.

    One step: if the transaction is rolled back, it stands where it stood. Raises InstanceGone, and CannotMove with
    every reason; ExpressionFailed where what the new version says cannot be worked out.
    """
    run = claim(session, host, instance_key, now=now, actor=actor)
    deployment_key = latest_deployment_of(session, to)
    if (run.row.definition_key, run.row.deployment_key) == (to.key, deployment_key):
        return False
    was, row = run.diagram, replace(run.row, definition_key=to.key, deployment_key=deployment_key)
    standing = read_standing(freeze(run.flow))
    _require_free(session, run, obstacles(standing, was, diagram_of(run.session, to.key)))
    versions = _versions(session, run.row.definition_key, to.key)
    fresh = move(standing, was, diagram_of(run.session, to.key))
    run.put_under(row, standing.frozen(), fresh)
    session.execute(
        sa.update(instance)
        .where(instance.c.key == instance_key)
        .values(definition_key=to.key, deployment_key=deployment_key)
    )
    run.record("-", "moved", {"from": versions[0], "to": versions[1]}, actor=actor)
    _retell_tasks(session, run, was)
    run.advance()
    run.save()
    return True


def _running(
    session: Session, process_id: str, among: Sequence[Group] | None
) -> Iterator[tuple[int, int, bytes]]:
    """The active instances of a process, or of some groups of it, a part of them at a time."""
    query = (
        sa.select(instance.c.key, instance.c.definition_key, instance.c.state)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(process_definition.c.process_id == process_id, instance.c.status == "active")
        .order_by(instance.c.key)
        .limit(AT_ONCE)
    )
    if among is not None:
        query = query.where(sa.or_(sa.false(), *(_in(group) for group in among)))
    last = 0
    while rows := session.execute(query.where(instance.c.key > last)).all():
        for key, definition_key, state in rows:
            yield key, definition_key, bytes(state)
        last = rows[-1].key


def _in(group: Group) -> sa.ColumnElement[bool]:
    return (instance.c.definition_key == group.definition_key) & (
        instance.c.deployment_key == group.deployment_key
    )


def _opening(session: Session, instance_key: int | None = None) -> frozenset[int]:
    """The instances whose children are still being opened."""
    query = sa.select(job.c.instance_key).where(job.c.kind.in_(OPENING))
    if instance_key is not None:
        query = query.where(job.c.instance_key == instance_key)
    return frozenset(session.execute(query).scalars())


def _require_free(session: Session, run: Run, found: Sequence[Obstacle]) -> None:
    reasons = [obstacle.message for obstacle in found]
    if _opening(session, run.row.key):
        reasons.append(_STILL_OPENING)
    if reasons:
        raise CannotMove(run.row.key, reasons)


def _versions(session: Session, *keys: int) -> list[int]:
    found = session.execute(
        sa.select(process_definition.c.key, process_definition.c.version).where(
            process_definition.c.key.in_(keys)
        )
    )
    numbers = {row.key: row.version for row in found}
    return [numbers[key] for key in keys]


def _retell_tasks(session: Session, run: Run, was: Diagram) -> None:
    """Open tasks say what the new version says of them. A task for other hands is free for those to take."""
    for token, found in run.tasks.items():
        old, new = was.elements[found.task_spec.name], run.diagram.elements[found.task_spec.name]
        changes = _changes(run, token, old, new)
        if not changes:
            continue
        if "candidate_group" in changes:
            changes = {"assignee": None, "claimed_at": None, **changes}
        session.execute(
            sa.update(task)
            .where(task.c.instance_key == run.row.key, task.c.token == token, OPEN_TASK)
            .values(**changes, version=task.c.version + 1)
        )


def _changes(run: Run, token: str, old: Element, new: Element) -> dict[str, Any]:
    task_now = run.flow.find(token)
    said, before = _said(new), _said(old)
    found = {column: COLUMNS[column](run, task_now) for column in COLUMNS if said[column] != before[column]}
    return found if old.name == new.name else {"name": new.name, **found}


def _said(facts: Element) -> Mapping[str, str | None]:
    zeebe = facts.zeebe
    texts = {
        "candidate_group": zeebe.groups,
        "assignee": zeebe.assignee,
        "due_at": zeebe.due,
        "follow_up_at": zeebe.follow_up,
        "priority": zeebe.priority,
        "form_id": zeebe.form,
    }
    return {column: text.text if text else None for column, text in texts.items()}


_STILL_OPENING: Words = {
    "vi": "đang mở hồ sơ của các đơn vị cấp dưới: chờ mở xong rồi chuyển.",
    "en": "the instances below it are still being opened: wait until they are, then move it.",
}
