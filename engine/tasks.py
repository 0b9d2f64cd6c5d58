"""What people do with tasks: complete, claim, release, assign. Each leaves a row in the history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine import statements
from engine.errors import StaleInstance, StaleTask, TaskGone, TaskTaken
from engine.expressions import mapped
from engine.history import record
from engine.holding import hold_task
from engine.host import Host
from engine.service_work import inputs_of
from engine.statements import Driver
from engine.step import Run, claim
from engine.tables import OPEN_TASK, task
from engine.values import to_json


def complete_task(
    session: Session,
    host: Host,
    task_key: int,
    variables: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
    version: int | None = None,
) -> int:
    """The task is done: its variables are set and the instance goes on. Returns the instance's key.

    Of two people at once one wins; the other gets `TaskGone`, which says who was faster. `version` is the
    task's as the page showed it; another one raises `StaleTask`. If anything after the task cannot be
    evaluated, `ExpressionFailed` says what, and the task stays open.
    """
    hold_task(session, task_key)
    driver = Driver(session)
    found = driver.one(statements.COMPLETE_TASK, driver.moment(now), actor, task_key, version)
    if found is None:
        raise _why_not(session, task_key)  # somebody else got there first
    instance_key, token, element = found
    run = claim(session, host, instance_key, now=now, actor=actor)
    waiting = run.flow.find(token)
    if waiting is None:
        raise StaleInstance(instance_key)
    given = to_json(variables)
    _set(run, waiting, given)
    run.settled.add(token)
    run.record(element, "completed", {"task": task_key, "variables": given}, actor=actor)
    waiting.run()
    run.advance()
    run.save()
    return int(instance_key)


def claim_task(session: Session, task_key: int, *, actor: str, now: datetime) -> None:
    """Take a task nobody holds. Taking one's own again changes nothing; another's raises `TaskTaken`."""
    hold_task(session, task_key)
    taken = session.execute(
        task.update()
        .where(task.c.key == task_key, OPEN_TASK, task.c.assignee.is_(None))
        .values(assignee=actor, claimed_at=now, version=task.c.version + 1)
        .returning(task.c.instance_key, task.c.element)
    ).first()
    if taken is not None:
        _note(session, taken, "claimed", actor, now, task_key, {"assignee": actor})
        return
    found = _open_task(session, task_key)
    if found.assignee != actor:
        raise TaskTaken(found.assignee)  # somebody else got there first


def release_task(session: Session, task_key: int, *, actor: str, now: datetime) -> None:
    """Give a task back to its group. Whether this actor may is the caller's rule."""
    _assign(session, task_key, None, "released", actor, now)


def assign_task(session: Session, task_key: int, assignee: str, *, actor: str, now: datetime) -> None:
    """Give a task to somebody, whoever held it. Its dates stay. Whether this actor may is the caller's rule."""
    _assign(session, task_key, assignee, "assigned", actor, now)


def update_task(
    session: Session, task_key: int, changes: Mapping[str, Any], *, actor: str, now: datetime
) -> None:
    """Change what an open task says of itself: `due_at`, `follow_up_at`, `priority`, `candidate_group`.

    Whether this actor may is the caller's rule. The history says what changed.
    """
    changed = session.execute(
        task.update()
        .where(task.c.key == task_key, OPEN_TASK)
        .values(**changes, version=task.c.version + 1)
        .returning(task.c.instance_key, task.c.element)
    ).first()
    if changed is None:
        raise _why_not(session, task_key)  # it ended meanwhile
    _note(session, changed, "updated", actor, now, task_key, changes)


def _assign(
    session: Session, task_key: int, assignee: str | None, what: str, actor: str, now: datetime
) -> None:
    hold_task(session, task_key)
    before = _open_task(session, task_key)
    changed = session.execute(
        task.update()
        .where(task.c.key == task_key, OPEN_TASK, task.c.version == before.version)
        .values(assignee=assignee, claimed_at=now if assignee else None, version=before.version + 1)
        .returning(task.c.instance_key, task.c.element)
    ).first()
    if changed is None:
        raise StaleTask  # somebody else got there first
    facts = {"assignee": assignee, "before": before.assignee}
    _note(session, changed, what, actor, now, task_key, facts)


def _note(
    session: Session,
    found: Any,
    what: str,
    actor: str,
    now: datetime,
    task_key: int,
    facts: Mapping[str, Any],
) -> None:
    record(
        session,
        found.instance_key,
        element=found.element,
        what=what,
        actor=actor,
        at=now,
        data={"task": task_key, **facts},
    )


def _open_task(session: Session, task_key: int) -> Any:
    found = session.execute(sa.select(task).where(task.c.key == task_key)).first()
    if found is None or found.status != "created":
        raise TaskGone(found.status if found else "missing", found.ended_by if found else None)
    return found


def _why_not(session: Session, task_key: int) -> TaskGone | StaleTask:
    try:
        _open_task(session, task_key)
    except TaskGone as gone:
        return gone
    return StaleTask()


def _set(run: Run, waiting: Any, given: dict[str, Any]) -> None:
    facts = waiting.task_spec.extensions.zeebe
    if not facts.outputs:
        waiting.data.update(given)
        return
    pairs = tuple((line.source.text, line.target) for line in facts.outputs)
    scope = {**waiting.data, **inputs_of(run, waiting), **given}
    waiting.data.update(mapped(pairs, scope, run.functions, waiting.task_spec.name))
