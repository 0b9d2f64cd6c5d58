"""The units of a cycle as they stood when it was opened, each with a report that is expected of it.

A nation's thousands are put down in parts, so that others who write wait for one of them and not for all. The parts
lie in the store: what is broken off is gone on with.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.routes import Placed
from periods.labels import label
from workflows.opening_dates import Plan, level_of
from workflows.search import folded
from workflows.tables import cycle_part, cycle_unit, report

PART = 100
"""Units put down in one transaction: about 15 ms."""
LONGEST_SEARCH = 400

Rows = Sequence[Mapping[str, Any]]
"""Rows of cycle_unit as JSON has them, and of a cycle that may have no key yet."""


def rows_of_units(plan: Plan, title: str) -> Rows:
    """The rows of a plan's units. `title` is found by searching, too."""
    window = plan.window
    words = f"bao cao report {label(window, 'vi')} {label(window, 'en')} {window.key} {title}"
    below = Counter(place.parent_key for place in plan.placed)
    by_key = {place.unit.key: place for place in plan.placed}
    return [
        _row(plan, place, by_key.get(place.parent_key or 0), below[place.unit.key], words)
        for place in plan.placed
    ]


def leave_parts(session: Session, cycle_key: int, actor: str, rows: Rows) -> None:
    """Leave the units of a new cycle to be put down."""
    parts = [{"cycle_key": cycle_key, "actor": actor, "units": units} for units in _parts(rows)]
    session.execute(sa.insert(cycle_part), parts)


def expect_reports(session: Session, cycle_key: int, rows: Rows) -> None:
    """Put units down, with one report, attempt 1, for each: what never comes is missing, not forgotten."""
    units = [{**row, "cycle_key": cycle_key, "due_at": datetime.fromisoformat(row["due_at"])} for row in rows]
    put_down = sa.insert(cycle_unit).returning(cycle_unit.c.key, cycle_unit.c.due_at)
    session.execute(
        sa.insert(report),
        [
            {"cycle_key": cycle_key, "cycle_unit_key": key, "attempt": 1, "due_at": due_at}
            for key, due_at in session.execute(put_down, units)
        ],
    )


def _parts(rows: Rows) -> Iterator[Rows]:
    """The rows in parts, and an empty one behind them."""
    for first in range(0, len(rows), PART):
        yield rows[first : first + PART]
    yield []


def _row(plan: Plan, place: Placed, above: Placed | None, subordinates: int, words: str) -> Mapping[str, Any]:
    unit = place.unit
    return {
        "unit_key": unit.key,
        "handle": unit.handle,
        "name": unit.name,
        "level": unit.level,
        "superior_unit_key": above.unit.key if above else None,
        "superior_handle": above.unit.handle if above else None,
        "superior_name": above.unit.name if above else None,
        "depth": place.depth,
        "path": place.path,
        "subordinates": subordinates,
        "due_at": plan.dates[level_of(unit)].due.at.isoformat(),
        "search": folded(f"{unit.name} {unit.handle} {words}")[:LONGEST_SEARCH],
    }
