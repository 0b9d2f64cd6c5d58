"""What changed on the days of a window, for trends: of whole months from their totals, of other days one by one.

Cost: a row for each value and month, and for each value and day of at most two months that the window cuts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from organisation.days import ONE_DAY
from workflows.indicators.changes import Counts
from workflows.indicators.reading import Waiting, counted, sums, waiting_in
from workflows.indicators.tables import STANDS, issue_flow, issue_flow_month
from workflows.indicators.window import Window

LONGEST_MONTH = timedelta(days=31)


def flows(
    session: Session,
    window: Window,
    waiting: Waiting,
    dimension: str,
    months: Callable[[date], str],
) -> Mapping[tuple[str, str], Counts]:
    """What changed on the days of a window, by value of a dimension and the month as `months` calls that of a day."""
    found: dict[tuple[str, str], Counts] = {}
    for row in _FLOWED_BY_MONTH.run(session, _flowed(window, dimension)):
        cell = (row.value, months(date(int(row.year), int(row.month), 1)))
        found.setdefault(cell, Counter()).update(counted(row, STANDS))
    for value, day, change in _waiting(window, waiting, dimension):
        found.setdefault((value, months(day)), Counter()).update(change)
    return found


def totals(session: Session, window: Window, waiting: Waiting, dimension: str) -> dict[str, Counts]:
    """What changed on the days of a window altogether, by value of a dimension; most raised first."""
    rows = _FLOWED.run(session, _flowed(window, dimension))
    found = {row.value: counted(row, STANDS) for row in rows}
    for value, _, change in _waiting(window, waiting, dimension):
        found.setdefault(value, Counter()).update(change)
    return dict(sorted(found.items(), key=lambda one: (-one[1]["raised"], one[0])))


def _waiting(window: Window, waiting: Waiting, dimension: str) -> list[tuple[str, date, Counts]]:
    last = min(window.last, window.as_of)
    return [
        (value, day, change)
        for (unit, of, value, day), change in waiting_in(waiting, "issue_flow")
        if (unit, of) == (window.unit_key, dimension) and window.first <= day <= last
    ]


def _flowed(window: Window, dimension: str) -> dict[str, Any]:
    return {
        "unit": window.unit_key,
        "of": dimension,
        **whole_months(window.first, min(window.last, window.as_of)),
    }


def whole_months(first: date, last: date) -> dict[str, date]:
    """The days from `first` to `last` as days before the whole months among them, these months, and days after.

    Each ends before the day that is named last of it; the months are named by their first days.
    """
    if date.max - last < LONGEST_MONTH:  # nothing happens there
        last = date.max - LONGEST_MONTH
    after = last + ONE_DAY
    begin, end = _month_from(min(first, after)), after.replace(day=1)
    if begin >= end:
        begin = end = after
    return {"first": first, "begin": begin, "end": end, "after": after}


def _month_from(day: date) -> date:
    """The first month that begins on a day or later."""
    return day if day.day == 1 else (day.replace(day=1) + LONGEST_MONTH).replace(day=1)


def _read(table: sa.Table, day: str, since: str, before: str) -> sa.Select[Any]:
    at, of = table.c[day], table.c
    return sa.select(of.value, at.label("at"), *(of[name] for name in STANDS)).where(
        of.unit_key == sa.bindparam("unit"),
        of.dimension == sa.bindparam("of"),
        at >= sa.bindparam(since, type_=sa.Date),
        at < sa.bindparam(before, type_=sa.Date),
    )


_CHANGES = sa.union_all(
    _read(issue_flow, "day", "first", "begin"),
    _read(issue_flow_month, "month", "begin", "end"),
    _read(issue_flow, "day", "end", "after"),
).subquery()
_YEAR = sa.extract("year", _CHANGES.c["at"]).label("year")
_MONTH = sa.extract("month", _CHANGES.c["at"]).label("month")
_FLOWED = Prepared(sa.select(_CHANGES.c.value, *sums(_CHANGES, STANDS)).group_by(_CHANGES.c.value))
_FLOWED_BY_MONTH = Prepared(
    sa.select(_CHANGES.c.value, _YEAR, _MONTH, *sums(_CHANGES, STANDS)).group_by(
        _CHANGES.c.value, _YEAR, _MONTH
    )
)
