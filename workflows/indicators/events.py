"""The events of the register as the counts need them: how the issue stood before and after, and whose it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.routes import superiors
from workflows.indicators.changes import Event
from workflows.indicators.tables import issue_event_to_fold
from workflows.issues.tables import STANDING, issue, issue_event

_BEFORE = issue_event.alias("before")
_EVENTS = (
    sa.select(
        issue_event,
        issue.c.unit_key,
        issue.c.raised_unit_key,
        issue.c.place_unit_key,
        issue.c.area,
        issue.c.channel,
        issue.c.raised_on,
        issue.c.received_at,
        *(_BEFORE.c[name].label(f"before_{name}") for name in ("number", *STANDING)),
    )
    .join(issue, issue.c.key == issue_event.c.issue_key)
    .outerjoin(
        _BEFORE,
        sa.and_(_BEFORE.c.issue_key == issue_event.c.issue_key, _BEFORE.c.number == issue_event.c.number - 1),
    )
)


def waiting_events(session: Session, limit: int) -> list[Any]:
    """Events that were not folded up yet, oldest first."""
    waiting = (
        sa.select(issue_event_to_fold.c.event_key).order_by(issue_event_to_fold.c.event_key).limit(limit)
    )
    query = _EVENTS.where(issue_event.c.key.in_(waiting)).order_by(issue_event.c.key)
    return list(session.execute(query))


def read_events(session: Session, rows: Iterable[Any]) -> list[Event]:
    """The same as the counts take them."""

    @cache
    def line(unit_key: int, day: date) -> Sequence[int]:
        return (unit_key, *(unit.key for unit in superiors(session, unit_key, day)))

    return [
        Event(
            day=row.day,
            raised_on=row.raised_on,
            channel=row.channel,
            place=row.area,
            own=row.place_unit_key,
            units=_units(row, line),
            steps=_steps(line(row.raised_unit_key, local_day(row.received_at))),
            before=_Standing(row, "before_") if row.before_number is not None else None,
            after=_Standing(row, ""),
        )
        for row in rows
    ]


def _units(row: Any, line: Any) -> Sequence[int]:
    """The unit that raised it, the one that received it, and all above these on that day; each once."""
    day = local_day(row.received_at)
    return tuple(dict.fromkeys((*line(row.raised_unit_key, day), *line(row.unit_key, day))))


def _steps(line: Sequence[int]) -> Sequence[tuple[int, int]]:
    return tuple(zip(line[1:], line, strict=False))


class _Standing:
    """How an issue stood, out of one row."""

    def __init__(self, row: Any, prefix: str) -> None:
        for name in STANDING:
            setattr(self, name, getattr(row, f"{prefix}{name}"))
