"""What the steps have in common: the issue, who is told, and its dates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from organisation.roles import HEAD, group
from organisation.units import Unit, unit_by_key
from periods.dated import Dated
from workflows.completion import Completion
from workflows.desk import desk_of
from workflows.issues.clocks import clock_for, clock_starts
from workflows.issues.record import Why, issue_row
from workflows.issues.states import RECEIVED, REOPENED
from workflows.issues.tables import issue_event
from workflows.issues.words import issue_title

WORK = ("verify", "handle")
"""The steps of the unit in charge before the answer."""
_REOPENED = Prepared(
    sa.select(sa.func.max(issue_event.c.at).label("at")).where(
        issue_event.c.issue_key == sa.bindparam("of"),
        issue_event.c.what == "state",
        issue_event.c.became == REOPENED,
    )
)


def issue_of(done: Completion) -> Any:
    """The issue as it stands now."""
    return issue_row(done.session, done.key)


def why_of(done: Completion, *, reason: str = "", evidence: str = "", code: str | None = None) -> Why:
    """The one who completes the task, on these grounds."""
    return Why(done.now, done.actor, reason, code, evidence)


def charge_of(session: Session, row: Any) -> Unit:
    """The unit in charge."""
    return unit_by_key(session, row.charge_unit_key)


def named_of(session: Session, row: Any) -> dict[str, Any]:
    """What a notice calls an issue."""
    return {"title": issue_title(row), "unit": charge_of(session, row).name}


def told_of(session: Session, row: Any) -> dict[str, Any]:
    """The same with the date by which it is to be answered."""
    return {**named_of(session, row), "due": row.due_at.isoformat() if row.due_at else ""}


def desk_and_head(done: Completion, handle: str) -> list[str]:
    """Whoever works on issues in a unit, and its head."""
    return [desk_of(done.session, handle, done.now), group(handle, HEAD)]


def raised_by(done: Completion, row: Any) -> list[str]:
    """The offices of the unit that raised it."""
    return desk_and_head(done, unit_by_key(done.session, row.raised_unit_key).handle)


def clock_from(session: Session, row: Any) -> datetime:
    """From when on its dates are counted: since it was received, or reopened last."""
    # nothing comes before the first state
    reopened = None if row.state == RECEIVED else _REOPENED.run(session, {"of": row.key}).scalar_one()
    return reopened or clock_starts(row.channel, row.raised_on, row.received_at)


def dates_of_work(session: Session, row: Any, now: datetime) -> Mapping[str, Dated]:
    """Until when the unit in charge verifies and handles it, counted from when it was received; by step.

    Nothing in a store that has no table of clocks yet.
    """
    unit = charge_of(session, row)
    clock = clock_for(session, field=row.field, urgency=row.urgency, level=unit.level, now=now)
    if clock is None:
        return {}
    start = clock_from(session, row)
    return {step: clock.until(step, start) for step in WORK}
