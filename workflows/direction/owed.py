"""Directions that are being carried out, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.direction.tables import RETURNED, direction
from workflows.direction.words import direction_title
from workflows.subject import Subject


def _carried_out_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return sa.select(direction).where(direction.c.to_unit_key == unit_key, direction.c.state == "open")


def _given_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return sa.select(direction).where(direction.c.from_unit_key == unit_key, direction.c.state == "open")


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("direction", row.key)),
        title=direction_title(row),
        from_unit=row.to_name,
        to_unit=row.from_name,
        due_at=row.due_at,
        href=f"/directions/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.returns > 0,
    )


DIRECTIONS = Ledger(
    "directions",
    "direction",
    {"vi": "Chỉ đạo", "en": "Directions"},
    owing=_carried_out_by,
    awaited=_given_by,
    line=_line,
    came_back=RETURNED,
)
