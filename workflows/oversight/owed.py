"""Opinions that oversight bodies still owe, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.oversight.rows import CASES
from workflows.oversight.tables import WAITING, oversight
from workflows.oversight.words import oversight_title
from workflows.subject import Subject


def _owed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return CASES.where(oversight.c.unit_key == unit_key, WAITING)


def _awaited_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return CASES.where(oversight.c.from_unit_key == unit_key, WAITING)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("oversight", row.key)),
        title=oversight_title(row),
        from_unit=row.unit_name,
        to_unit=row.from_name,
        due_at=row.due_at,
        href=f"/oversight/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


OVERSIGHT = Ledger(
    "oversight",
    "oversight",
    {"vi": "Ý kiến giám sát", "en": "Opinions of oversight bodies"},
    owing=_owed_by,
    awaited=_awaited_by,
    line=_line,
)
