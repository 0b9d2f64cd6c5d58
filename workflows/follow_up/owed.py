"""What units still have to confirm of a month, as the boards show it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from organisation.tables import unit
from workflows.boards.owed import Ledger, Owed
from workflows.follow_up.tables import ASKED, follow_up
from workflows.follow_up.words import follow_up_title
from workflows.subject import Subject

_OPEN = sa.select(follow_up, unit.c.name.label("above_name")).outerjoin(
    unit, unit.c.key == follow_up.c.above_unit_key
)


def _confirmed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _OPEN.where(follow_up.c.unit_key == unit_key, ASKED)


def _awaited_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _OPEN.where(follow_up.c.above_unit_key == unit_key, ASKED)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("follow_up", row.key)),
        title=follow_up_title(row),
        from_unit=row.unit_name,
        to_unit=row.above_name or "",
        due_at=row.due_at,
        href=f"/follow-ups/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


FOLLOW_UPS = Ledger(
    "follow_ups",
    "follow_up",
    {"vi": "Kiểm soát hằng tháng", "en": "Monthly control"},
    owing=_confirmed_by,
    awaited=_awaited_by,
    line=_line,
)
