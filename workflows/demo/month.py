"""Playing a month: what the demo's offices do with each task, and when.

Nothing here writes rows of its own: timers and jobs are done by the engine, here or by workers, and people go
through the use cases of the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.host import Host
from engine.tables import OPEN_TASK, task
from organisation.roles import split_group
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from periods.calendar import WorkingCalendar
from workflows.complete_task import complete_task
from workflows.deadlines import working_calendar
from workflows.demo.answers import CORRECTED, HEAD_REASON, RETURN_REASON, report_answers
from workflows.demo.behaviour import (
    Behaviour,
    approve_time,
    behaviour_of,
    correction_time,
    draft_time,
    receive_time,
)
from workflows.demo.doers import Doers
from workflows.demo.playing import Stage
from workflows.draft import Origin
from workflows.errors import NotYours
from workflows.submission import draft_answers, draft_revision
from workflows.tables import cycle, cycle_unit, report, report_return

Progress = Callable[[datetime], None]


@dataclass
class Month:
    """One cycle being played."""

    stage: Stage
    host: Host
    cycle_key: int
    calendar: WorkingCalendar
    places: dict[str, int]
    lowest: int
    depths: dict[str, int]
    lowest_due_at: datetime
    seen: int = 0
    viewers: dict[str, Viewer] = field(default_factory=dict)


def start_month(database: Database, host: Host, cycle_key: int, now: datetime, doers: Doers) -> Month:
    """Look at a cycle as it was opened; nothing is played yet."""
    with database.read() as session:
        rows = session.execute(
            sa.select(cycle_unit.c.handle, cycle_unit.c.depth, cycle_unit.c.due_at)
            .where(cycle_unit.c.cycle_key == cycle_key)
            .order_by(cycle_unit.c.path)
        ).all()
        calendar = working_calendar(session, now)
    return Month(
        Stage(database, doers, now),
        host,
        cycle_key,
        calendar,
        places={row.handle: place for place, row in enumerate(rows)},
        lowest=max(row.depth for row in rows),
        depths={row.handle: row.depth for row in rows},
        lowest_due_at=max(rows, key=lambda row: row.depth).due_at,
    )


def play(month: Month, until: datetime, progress: Progress) -> None:
    """Let the month go on until a moment, or until nothing is due any more."""
    month.stage.play(until, partial(_plan_new_tasks, month), progress)


def _plan_new_tasks(month: Month) -> None:
    """Decide when each task that has come up will be done; those of silent units never are."""
    with month.stage.database.read() as session:
        rows = session.execute(
            sa.select(task, report.c.due_at.label("report_due_at"), report.c.returns, cycle_unit.c.handle)
            .select_from(
                task.join(report, report.c.instance_key == task.c.instance_key).join(
                    cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key
                )
            )
            .where(task.c.key > month.seen, OPEN_TASK)
            .order_by(task.c.key)
        ).all()
    for row in rows:
        month.seen = max(month.seen, row.key)
        when = _when(month, row)
        if when is not None:
            month.stage.promise(when, partial(_act, month, row.key))


def _behaviour(month: Month, handle: str) -> Behaviour:
    return behaviour_of(month.places[handle], lowest=month.depths[handle] == month.lowest)


def _when(month: Month, row: Any) -> datetime | None:
    behaviour = _behaviour(month, row.handle)
    if behaviour.silent:
        return None
    if row.element == "approve":
        return approve_time(behaviour, row.created_at)
    if row.element == "accept":
        return receive_time(behaviour, row.created_at, month.calendar)
    if row.returns:
        return correction_time(behaviour, row.created_at, month.calendar)
    return draft_time(behaviour, row.created_at, row.report_due_at, month.calendar)


def _act(month: Month, task_key: int) -> None:
    with month.stage.database.write() as session:
        row = session.execute(
            sa.select(
                task.c.element,
                task.c.status,
                task.c.candidate_group,
                report.c.key.label("report_key"),
                report.c.returns,
                cycle_unit.c.handle,
                cycle_unit.c.subordinates,
                cycle_unit.c.unit_key,
            )
            .select_from(
                task.join(report, report.c.instance_key == task.c.instance_key).join(
                    cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key
                )
            )
            .where(task.c.key == task_key)
        ).one()
        if row.status != "created":  # the cycle closed first
            return
        viewer = _viewer(month, session, row.candidate_group)
        answers = ANSWERS[row.element](month, session, row)
        revision = draft_revision(session, row.report_key)
        complete_task(
            session, month.host, viewer, task_key, answers, now=month.stage.now, origin=Origin(revision)
        )


def _viewer(month: Month, session: Session, group: str) -> Viewer:
    if group not in month.viewers:
        handle, role = split_group(group)
        found = find_staff(session, f"{(handle or '').lower()}.{role}")
        if found is None:
            raise NotYours
        month.viewers[group] = viewer_of(session, found.key, month.stage.now)
    return month.viewers[group]


def _drafted(month: Month, session: Session, row: Any) -> dict[str, Any]:
    before = draft_answers(session, row.report_key)
    if before:
        return before | {"followup": CORRECTED}
    collected = _collected(month, session, row) if row.subordinates else None
    nil = _behaviour(month, row.handle).nil and not row.subordinates
    return report_answers(month.places[row.handle], nil=nil, collected=collected)


def _collected(month: Month, session: Session, row: Any) -> tuple[int, int]:
    found = session.execute(
        sa.select(sa.func.count(), sa.func.count(report.c.accepted_at))
        .select_from(cycle_unit.join(report, report.c.cycle_unit_key == cycle_unit.c.key))
        .where(cycle_unit.c.cycle_key == month.cycle_key, cycle_unit.c.superior_unit_key == row.unit_key)
    ).one()
    return int(found[0]), int(found[1])


def _decided(month: Month, session: Session, row: Any) -> dict[str, Any]:
    behaviour = _behaviour(month, row.handle)
    if behaviour.sent_back_by_head and not _sent_back(session, row.report_key):
        return {"decision": "return", "reason": HEAD_REASON}
    return {"decision": "approve"}


def _sent_back(session: Session, report_key: int) -> bool:
    count = session.execute(
        sa.select(sa.func.count())
        .select_from(report_return)
        .where(report_return.c.report_key == report_key, report_return.c.stage == "approve")
    ).scalar_one()
    return bool(count)


def _received(month: Month, _session: Session, row: Any) -> dict[str, Any]:
    if row.returns < _behaviour(month, row.handle).returns:
        return {"decision": "return", "reason_code": "TL-02", "reason": RETURN_REASON}
    return {"decision": "accept"}


ANSWERS: dict[str, Callable[[Month, Session, Any], dict[str, Any]]] = {
    "draft": _drafted,
    "approve": _decided,
    "accept": _received,
}


def closes_at(session: Session, cycle_key: int) -> datetime:
    """When a cycle closes."""
    moment: datetime = session.execute(
        sa.select(cycle.c.closes_at).where(cycle.c.key == cycle_key)
    ).scalar_one()
    return moment
