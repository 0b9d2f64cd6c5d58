"""Sittings that are not held or not concluded, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.reception.tables import OPEN, reception
from workflows.reception.words import reception_title
from workflows.subject import Subject


def _held_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return sa.select(reception).where(reception.c.unit_key == unit_key, OPEN)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("reception", row.key)),
        title=reception_title(row),
        from_unit=row.unit_name,
        to_unit="",
        due_at=row.due_at,
        href=f"/receptions/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


RECEPTIONS = Ledger(
    "receptions",
    "reception",
    {"vi": "Tiếp công dân", "en": "Citizen receptions"},
    owing=_held_by,
    awaited=None,
    line=_line,
)
