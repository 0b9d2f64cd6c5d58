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


def keep_stays(session: Session, events: Iterable[tuple[int, Event]]) -> None:
    """Write what events of issues end and begin, in their order.

    What began and ended on one day stood at the end of none, so nothing stays of it.
    """
    for issue_key, event in events:
        ended, begun = moved(event)
        if ended:
            rows = [_named(row, event.day) for row in _rows(issue_key, event, ended)]
            session.execute(_FORGET, rows)
            session.execute(_END, rows)
        begin_stays(session, _rows(issue_key, event, begun))


def begin_stays(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Begin stays, each once: `unit_key`, `what`, `dated`, `issue_key`, `from_day`."""
    found = [{**row, "until_day": FOREVER} for row in rows]
    if found:
        session.execute(_BEGIN[session.dialect.name], found)


def _rows(issue_key: int, event: Event, stays: Iterable[Stay]) -> Iterator[dict[str, Any]]:
    for what, dated in sorted(stays):
        for unit_key in event.units:
            yield {
                "unit_key": unit_key,
                "what": what,
                "dated": dated,
                "issue_key": issue_key,
                "from_day": event.day,
            }


def _named(row: Mapping[str, Any], day: date) -> dict[str, Any]:
    names = {"of_unit": "unit_key", "of_what": "what", "of_dated": "dated", "of_issue": "issue_key"}
    return {name: row[column] for name, column in names.items()} | {"of_day": day}
