"""Reports that were sent and that the unit above has neither accepted nor returned in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, task
from organisation.viewer import Viewer
from workflows.open_task import RECEIVE_FORM
from workflows.tables import cycle, cycle_unit, report
from workflows.visible import seen_by

MOST = 50


@dataclass(frozen=True)
class LateReceiving:
    """The reports that wait longest past the date of their desk, at most MOST; `total` counts all of them."""

    rows: Sequence[Any]
    total: int


def late_receiving(session: Session, viewer: Viewer, now: datetime, kind: str = "") -> LateReceiving:
    """What desks of the viewer's units and of those below owe. `kind` is that of the reports; empty for all.

    A unit's own report that waits above is the business of the unit above, and not in it. Cost: the reports of the
    cycles that are open, however many tasks of other kinds wait.
    """
    late = (
        sa.select(
            report.c.key,
            task.c.due_at,
            task.c.created_at,
            cycle.c.period,
            cycle.c.title,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.superior_name,
        )
        .select_from(
            report.join(task, task.c.key == _receiving())
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(
            report.c.cycle_key.in_(sa.select(cycle.c.key).where(cycle.c.closes_at > now).correlate(None)),
            task.c.due_at < now,
            seen_by(viewer),
            cycle_unit.c.unit_key.not_in(sorted(viewer.unit_keys())),
            cycle.c.report_kind == kind if kind else sa.true(),
        )
    )
    total: int = session.execute(sa.select(sa.func.count()).select_from(late.subquery())).scalar_one()
    rows = session.execute(late.order_by(task.c.due_at, cycle_unit.c.path).limit(MOST)).all() if total else ()
    return LateReceiving(rows, total)


def _receiving() -> sa.ScalarSelect[int]:
    """The open task in which the unit above looks at a report."""
    return (
        sa.select(sa.func.min(task.c.key))
        .where(
            task.c.instance_key == report.c.instance_key,
            OPEN_TASK,
            task.c.form_id == RECEIVE_FORM,
        )
        .correlate(report)
        .scalar_subquery()
    )
