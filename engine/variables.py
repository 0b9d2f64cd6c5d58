"""What an instance knows, for pages and questions. Nothing is changed by asking."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Definition, bound
from engine.errors import InstanceGone, TaskGone
from engine.host import Host
from engine.service_work import inputs_of
from engine.spiff_codec import variables_at_end
from engine.spiff_workflow import all_variables
from engine.step import look
from engine.tables import instance, task


def instance_variables(session: Session, host: Host, instance_key: int, *, now: datetime) -> dict[str, Any]:
    """The variables of an instance, as they are or as they were at its end."""
    run = look(session, host, instance_key, now=now)
    if run is not None:
        return all_variables(run.flow)
    state = session.execute(sa.select(instance.c.state).where(instance.c.key == instance_key)).scalar()
    if state is None:
        raise InstanceGone(instance_key)
    return variables_at_end(bytes(state)) or {}


def task_variables(session: Session, host: Host, task_key: int, *, now: datetime) -> dict[str, Any]:
    """What an open task sees: the variables where it waits, and its own inputs."""
    found = session.execute(sa.select(task).where(task.c.key == task_key)).first()
    if found is None or found.status != "created":
        raise TaskGone(found.status if found else "missing", found.ended_by if found else None)
    run = look(session, host, found.instance_key, now=now)
    waiting = run.flow.find(found.token) if run is not None else None
    if run is None or waiting is None:
        raise InstanceGone(found.instance_key)
    return {**waiting.data, **inputs_of(run, waiting)}


def form_of_task(session: Session, task_key: int) -> Definition | None:
    """The form of a task, in the version its instance was started with; None where it has none."""
    found = session.execute(
        sa.select(task.c.form_id, instance.c.deployment_key)
        .join(instance, instance.c.key == task.c.instance_key)
        .where(task.c.key == task_key)
    ).first()
    if found is None or found.form_id is None:
        return None
    return bound(session, found.deployment_key, "form", found.form_id)
