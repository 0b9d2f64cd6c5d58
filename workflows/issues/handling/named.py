"""A head names who does an issue while nobody has sorted it out yet: that unit takes charge of it at once."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from engine.tables import OPEN_TASK, task
from engine.tasks import complete_task
from organisation.unit_files import AGENCY_KINDS
from organisation.units import Unit
from workflows.issues.charge import hand_over
from workflows.issues.handling.sorting import give_work, sort_anew
from workflows.issues.handling.steps import charge_of
from workflows.issues.record import Why, issue_row

SORTING = "triage"


def put_in_charge(
    session: Session, host: Host, key: int, unit: Unit, why: Why, *, actor: str, now: datetime
) -> None:
    """Let a unit take charge of an issue. A unit of the line sorts it out itself; an agency verifies it at once.

    Of what was sorted out already nothing changes: whoever works on it goes on.
    """
    row = issue_row(session, key)
    before, sorting = charge_of(session, row), _sorting(session, row)
    if before.key == unit.key or sorting is None:
        return
    if unit.kind in AGENCY_KINDS:
        row = hand_over(session, row, unit, why)
        _row, variables = give_work(session, row, unit, why, reviewer=before.handle)
    else:
        _row, variables = sort_anew(session, row, unit, why)
    complete_task(session, host, sorting, variables, actor=actor, now=now)


def _sorting(session: Session, row: Any) -> int | None:
    """The task in which it is being sorted out."""
    # by its instance alone, whose open tasks are one or two
    found = session.execute(
        sa.select(task.c.key, task.c.element).where(task.c.instance_key == row.instance_key, OPEN_TASK)
    )
    return next((one.key for one in found if one.element == SORTING), None)
