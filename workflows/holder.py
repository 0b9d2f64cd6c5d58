"""Where a report is and who holds it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, fanout, instance, task
from workflows.offices import SYSTEM, offices

COLLECTING_STEP = "collect"
COLLECTING: Mapping[str, str] = {"vi": "Các đơn vị cấp dưới", "en": "The units below"}


@dataclass(frozen=True)
class Holder:
    """The office a report lies with. `task_key` and `group` are None while no office must act."""

    office: Mapping[str, str]
    step: str
    since: datetime
    claimed: bool
    task_key: int | None
    group: str | None


def holders(session: Session, instance_keys: Sequence[int]) -> dict[int, Holder]:
    """The holder of each running instance; an instance that has ended is held by nobody and left out."""
    if not instance_keys:
        return {}
    found = _without_task(session, instance_keys)
    found.update(_with_task(session, instance_keys))
    return found


def _with_task(session: Session, keys: Sequence[int]) -> dict[int, Holder]:
    query = sa.select(task).where(task.c.instance_key.in_(keys), OPEN_TASK)
    # put in order here: they are few, and the store finds them by their instances
    rows = sorted(session.execute(query), key=lambda row: row.key)
    words = offices(session, {row.candidate_group for row in rows if row.candidate_group})
    return {
        row.instance_key: Holder(
            office=words.get(row.candidate_group, SYSTEM),
            step=row.element,
            since=row.created_at,
            claimed=row.assignee is not None,
            task_key=row.key,
            group=row.candidate_group,
        )
        for row in rows
    }


def _without_task(session: Session, keys: Sequence[int]) -> dict[int, Holder]:
    """Collecting from below while a fan-out is open; else the system is making or sending the document."""
    collecting = sa.exists().where(fanout.c.instance_key == instance.c.key, fanout.c.status != "closed")
    rows = session.execute(
        sa.select(
            instance.c.key,
            instance.c.started_at,
            collecting.label("collecting"),
            sa.select(sa.func.max(task.c.ended_at))
            .where(task.c.instance_key == instance.c.key)
            .scalar_subquery()
            .label("last_ended_at"),
        ).where(instance.c.key.in_(keys), instance.c.status == "active")
    )
    return {
        row.key: Holder(
            office=COLLECTING if row.collecting else SYSTEM,
            step=COLLECTING_STEP if row.collecting else "system",
            since=row.started_at if row.collecting else row.last_ended_at or row.started_at,
            claimed=True,
            task_key=None,
            group=None,
        )
        for row in rows
    }
