"""Writing the stays of issues under the names they are counted by."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session
from workflows.indicators.changes import Event
from workflows.indicators.stays import FOREVER, Stay, moved
from workflows.indicators.tables import issue_stay

_OPEN = sa.and_(
    issue_stay.c.unit_key == sa.bindparam("of_unit"),
    issue_stay.c.what == sa.bindparam("of_what"),
    issue_stay.c.dated == sa.bindparam("of_dated"),
    issue_stay.c.until_day == FOREVER,
    issue_stay.c.issue_key == sa.bindparam("of_issue"),
)
_FORGET = sa.delete(issue_stay).where(_OPEN, issue_stay.c.from_day == sa.bindparam("of_day"))
_END = sa.update(issue_stay).where(_OPEN).values(until_day=sa.bindparam("of_day"))
_BEGIN = {
    "sqlite": sqlite.insert(issue_stay).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(issue_stay).on_conflict_do_nothing(),
}


Key = tuple[int, str, date, int]
"""The unit, the name, the day it is counted by, and the issue."""


def keep_stays(session: Session, events: Iterable[tuple[int, Event]]) -> None:
    """Write what events of issues end and begin, in their order.

    What began and ended on one day stood at the end of none, so nothing stays of it.
    """
    ended: list[tuple[Key, date]] = []
    begun: dict[Key, date] = {}
    over: list[dict[str, Any]] = []
    for issue_key, event in events:
        gone, come = moved(event)
        for key in _keys(issue_key, event, gone):
            since = begun.pop(key, None)
            if since is None:
                ended.append((key, event.day))
            elif since < event.day:
                over.append({**_row(key, since), "until_day": event.day})
        begun.update(dict.fromkeys(_keys(issue_key, event, come), event.day))
    if ended:
        rows = [_named(key, day) for key, day in ended]
        session.execute(_FORGET, rows)
        session.execute(_END, rows)
    begin_stays(session, [*over, *(_row(key, since) for key, since in begun.items())])


def begin_stays(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Begin stays, each once: `unit_key`, `what`, `dated`, `issue_key`, `from_day`."""
    found = [{"until_day": FOREVER, **row} for row in rows]
    if found:
        session.execute(_BEGIN[session.dialect.name], found)


def _keys(issue_key: int, event: Event, stays: Iterable[Stay]) -> Iterator[Key]:
    return ((unit_key, what, dated, issue_key) for what, dated in sorted(stays) for unit_key in event.units)


def _row(key: Key, since: date) -> dict[str, Any]:
    unit_key, what, dated, issue_key = key
    return {
        "unit_key": unit_key,
        "what": what,
        "dated": dated,
        "issue_key": issue_key,
        "from_day": since,
    }


def _named(key: Key, day: date) -> dict[str, Any]:
    return dict(zip(("of_unit", "of_what", "of_dated", "of_issue", "of_day"), (*key, day), strict=True))
