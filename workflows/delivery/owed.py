"""Answers that callers wait for, as the boards show them: the unit that took the issue down owes them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.delivery.rows import DELIVERIES
from workflows.delivery.tables import WAITS, answer_delivery
from workflows.delivery.words import KIND, delivery_title
from workflows.subject import Subject


def _owed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return DELIVERIES.where(answer_delivery.c.unit_key == unit_key, WAITS)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(KIND, row.key)),
        title=delivery_title(row),
        from_unit=row.unit_name,
        to_unit="",
        due_at=row.due_at,
        href=f"/issues/{row.issue_key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.tries > 0,
    )


ANSWERS = Ledger(
    "answers",
    KIND,
    {"vi": "Trả lời cần báo cho người gọi", "en": "Answers to tell callers"},
    owing=_owed_by,
    awaited=None,  # by a caller, never by a unit
    line=_line,
)
