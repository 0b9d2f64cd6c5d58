"""The way of issues up to an event, as the tallies of delays need it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.units import unit_by_key
from periods.hours import worked_between
from workflows.deadlines import ZONE, working_calendar
from workflows.indicators.changes import Event
from workflows.indicators.delays import AGENCY, LEVEL, Way
from workflows.issues.tables import issue_event

_COLUMNS = ("number", "issue_key", "what", "at", "state", "charge_unit_key", "merged_into", "reason_code")
_EVENTS = (
    sa.select(*(issue_event.c[name] for name in _COLUMNS))
    .where(issue_event.c.issue_key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(issue_event.c.issue_key, issue_event.c.number)
)


def ways(session: Session, rows: Sequence[Any], events: Sequence[Event]) -> list[Way]:
    """The way to each of these events; `rows` are the same ones as `waiting_events` reads them."""
    calendar = working_calendar(session, rows[-1].at)
    past = defaultdict(list)
    for one in session.execute(_EVENTS, {"keys": sorted({row.issue_key for row in rows})}):
        past[one.issue_key].append(one)

    def worked(start: datetime, end: datetime) -> int:
        return round(worked_between(calendar, start, end, ZONE).total_seconds() / 60)

    @cache
    def author(unit_key: int) -> str:
        found = unit_by_key(session, unit_key)
        return f"{LEVEL}{found.level}" if found.kind == "unit" else f"{AGENCY}{found.handle}"

    return [
        Way(event.day, event.units, past[row.issue_key][: row.number], worked, author)
        for row, event in zip(rows, events, strict=True)
    ]
