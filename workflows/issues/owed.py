"""Issues that wait for an answer: each is owed by the unit in charge to the one that raised it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from organisation.tables import unit
from workflows.boards.owed import Ledger, Owed
from workflows.issues.begin import KIND
from workflows.issues.states import REOPENED
from workflows.issues.tables import ELSEWHERE, TO_ANSWER, issue
from workflows.issues.words import issue_title
from workflows.subject import Subject

_CHARGE, _RAISED = unit.alias("charge"), unit.alias("raised")
_ISSUES = (
    sa.select(
        *(issue.c[name] for name in ("key", "year", "number", "summary", "state", "due_at", "instance_key")),
        _CHARGE.c.name.label("charge_name"),
        _RAISED.c.name.label("raised_name"),
    )
    .join(_CHARGE, _CHARGE.c.key == issue.c.charge_unit_key)
    .join(_RAISED, _RAISED.c.key == issue.c.raised_unit_key)
)


def _in_charge(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _ISSUES.where(issue.c.charge_unit_key == unit_key, TO_ANSWER)


def _raised_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """What another unit is in charge of; what a unit handles itself it owes to nobody else."""
    return _ISSUES.where(issue.c.raised_unit_key == unit_key, ELSEWHERE)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(KIND, row.key)),
        title=issue_title(row),
        from_unit=row.charge_name,
        to_unit=row.raised_name,
        due_at=row.due_at,
        href=f"/issues/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.state == REOPENED,
    )


ISSUES = Ledger(
    "issues",
    {"vi": "Vấn đề phải trả lời", "en": "Issues to answer"},
    owing=_in_charge,
    awaited=_raised_by,
    line=_line,
)
