"""Answers to data calls that are still to come, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.data_call.rows import PART
from workflows.data_call.tables import data_call, data_call_part
from workflows.data_call.words import call_title
from workflows.subject import Subject

_OPEN = (
    sa.select(
        data_call_part,
        data_call.c.number,
        data_call.c.year,
        data_call.c.title,
        data_call.c.unit_name.label("caller"),
    )
    .join(data_call, data_call.c.key == data_call_part.c.call_key)
    # written out, so that both stores see that a partial index answers it
    .where(sa.text("data_call_part.state = 'asked'"))
)


def _asked_of(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _OPEN.where(data_call_part.c.unit_key == unit_key)


def _called_for_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """Of closed calls, too: an answer that was returned late has a date of its own."""
    return _OPEN.where(data_call_part.c.caller_key == unit_key)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(PART, row.key)),
        title=call_title(row),
        from_unit=row.unit_name,
        to_unit=row.caller,
        due_at=row.due_at,
        href=f"/data-calls/{row.call_key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.returns > 0,
    )


DATA_CALLS = Ledger(
    "data_calls",
    PART,
    {"vi": "Trả lời yêu cầu", "en": "Answers to data calls"},
    owing=_asked_of,
    awaited=_called_for_by,
    line=_line,
    came_back=data_call_part.c.returns > 0,
)
