"""Folding new events of the register into the counts: each once, in small transactions, by any process."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.rivals import one_at_a_time
from database.session import Database, Session
from workflows.indicators.changes import COLUMNS, Cell, Counts, add_up, cells_of, with_months
from workflows.indicators.delays import Way, author_returned, delay_cells
from workflows.indicators.events import read_events, waiting_events
from workflows.indicators.stay_rows import begin_stays, keep_stays
from workflows.indicators.stays import RETURNED
from workflows.indicators.tables import (
    issue_cohort,
    issue_delay,
    issue_due,
    issue_event_to_fold,
    issue_flow,
    issue_flow_month,
)
from workflows.indicators.ways import ways

AT_ONCE = 25
"""Events in one transaction: others wait for the writer."""
MOST_SECONDS = 0.3
"""A tick folds no longer than this; the next one goes on."""
TABLES = {table.name: table for table in (issue_cohort, issue_due, issue_flow, issue_flow_month, issue_delay)}


def fold_events(database: Database) -> int:
    """Fold what waits, a bounded part of it. Returns how many events."""
    until, folded = time.monotonic() + MOST_SECONDS, 0
    while time.monotonic() < until:
        with database.read() as session:
            if session.execute(sa.select(issue_event_to_fold).limit(1)).first() is None:
                break
        done = database.transact(fold_some)
        folded += done
        if done < AT_ONCE:
            break
    return folded


def fold_some(session: Session) -> int:
    """Fold some events in one transaction. A rival waits, and then finds them gone."""
    one_at_a_time(session, "issue counts")
    rows = waiting_events(session, AT_ONCE)
    if not rows:
        return 0
    events = read_events(session, rows)
    passed = ways(session, rows, events)
    counted = (change for event in events for change in cells_of(event))
    delayed = (change for way in passed for change in delay_cells(way))
    _write(session, with_months(add_up(chain(counted, delayed))))
    keep_stays(session, zip((row.issue_key for row in rows), events, strict=True))
    begin_stays(session, (row for way in passed for row in _returned(way)))
    keys = [row.key for row in rows]
    session.execute(sa.delete(issue_event_to_fold).where(issue_event_to_fold.c.event_key.in_(keys)))
    return len(rows)


def _returned(way: Way) -> Iterator[dict[str, Any]]:
    """The stays that say whose answer came back on a day: for good, whatever happens to the issue."""
    author = author_returned(way)
    for unit_key in way.units if author else ():
        yield {
            "unit_key": unit_key,
            "what": f"{RETURNED}{author}",
            "dated": way.day,
            "issue_key": way.events[-1].issue_key,
            "from_day": way.day,
        }


def _write(session: Session, cells: Mapping[Cell, Counts]) -> None:
    ordered = sorted(cells.items(), key=lambda one: (one[0][0], tuple(map(str, one[0][1]))))
    for name, some in groupby(ordered, key=lambda one: one[0][0]):
        session.execute(_ADD[session.dialect.name][name], list(_rows(TABLES[name], some)))


def _rows(table: sa.Table, cells: Iterator[tuple[Cell, Counts]]) -> Iterator[dict[str, Any]]:
    keys = [column.name for column in table.primary_key]
    for (name, key), counts in cells:
        yield dict(zip(keys, key, strict=True)) | {column: counts[column] for column in COLUMNS[name]}


def _adding(insert: Any, table: sa.Table, columns: Sequence[str]) -> Any:
    """Put a row down, or add to the one that is there."""
    put = insert(table)
    return put.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={name: table.c[name] + put.excluded[name] for name in columns},
    )


_ADD = {
    dialect: {name: _adding(insert, table, COLUMNS[name]) for name, table in TABLES.items()}
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
