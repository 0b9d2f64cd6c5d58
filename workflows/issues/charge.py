"""Which unit takes charge of an issue from another, and to whom it goes back from an agency."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.routes import host_of
from organisation.units import Unit, unit_by_handle, unit_by_key
from periods.dated import Dated
from workflows.issues.parties import CHARGE, admit
from workflows.issues.record import Change, Why, change_issue
from workflows.issues.tables import issue_event


def hand_over(
    session: Session, row: Any, unit: Unit, why: Why, dates: Mapping[str, Dated] | None = None
) -> Any:
    """Another unit is in charge from now on, and sees the issue for good. Returns how it stands afterwards.

    `dates` are those of steps that are set with it.
    """
    before = unit_by_key(session, row.charge_unit_key)
    change = Change("charge", before.handle, unit.handle, {"charge_unit_key": unit.key}, dates or {})
    row = change_issue(session, row, change, why)
    admit(session, row, [unit.key], CHARGE, why.at)
    return row


def sorting_unit(session: Session, row: Any, now: datetime) -> Unit:
    """The unit whose receiving desk sorts an issue out anew: the one in charge, unless that is an agency.

    An agency has no such desk: then it is the unit that gave it the issue, else the one it stands beside.
    """
    charge = unit_by_key(session, row.charge_unit_key)
    beside = host_of(session, charge.key, local_day(now))
    if beside is None:
        return charge
    gave = session.execute(
        sa.select(issue_event.c.was)
        .where(
            issue_event.c.issue_key == row.key,
            issue_event.c.what == "charge",
            issue_event.c.became == charge.handle,
        )
        .order_by(issue_event.c.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    return unit_by_handle(session, gave) if gave else beside
