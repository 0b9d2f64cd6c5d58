"""The counts of a window: what was folded up already, and what waits to be, so that no event is missing.

Cost: the rows of one unit between two days, at most the days of the window times the days after each on which
something changed, however many issues there are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from workflows.indicators.changes import ALL, Cell, Counts, add_up, cells_of
from workflows.indicators.events import read_events, waiting_events
from workflows.indicators.share import Share
from workflows.indicators.tables import DUES, STANDS, issue_cohort, issue_due, issue_event_to_fold, issue_flow
from workflows.indicators.window import Window
from workflows.issues.states import ANSWERED, STATES

MOST_WAITING = 2_000
"""Events that are not folded up yet and are looked at; more wait while a store is filled or counted again."""
INCOMPLETE: Mapping[str, str] = {
    "vi": "Số liệu đang được đếm lại, nên một số con số còn thiếu. Hãy xem lại sau.",
    "en": "The counts are being made again, so some numbers are not complete yet. Look again later.",
}


@dataclass(frozen=True)
class Answered:
    """How the issues of a window stand. `states` add up to `raised`; `mentions` are how often they were raised."""

    raised: int
    mentions: int
    answered: Share
    directed: Share
    states: Mapping[str, int]


@dataclass(frozen=True)
class Punctual:
    """Of the issues that fell due in a window: answered in time, late, ended without an answer, or still owed.

    The four add up to all; only what was answered in time counts for the rate.
    """

    due: int
    on_time: int
    late: int
    without: int

    @property
    def overdue(self) -> int:
        """Due and not answered yet."""
        return self.due - self.on_time - self.late - self.without


Waiting = Mapping[Cell, Counts]
"""What the events that are not folded up yet would add."""


def waiting_changes(session: Session) -> Waiting:
    """Looked at once for all that one page asks."""
    rows = waiting_events(session, MOST_WAITING)
    return (
        add_up(change for event in read_events(session, rows) for change in cells_of(event)) if rows else {}
    )


def incomplete(session: Session) -> bool:
    """Whether so many events wait that the numbers leave some out; then they say so in the words of INCOMPLETE."""
    beyond = sa.select(issue_event_to_fold.c.event_key).order_by(issue_event_to_fold.c.event_key)
    return session.execute(beyond.offset(MOST_WAITING).limit(1)).first() is not None


def answered(session: Session, window: Window, waiting: Waiting) -> Answered:
    """How the issues stand that were raised in a window."""
    counts = _counted(_RAISED.run(session, _days(window)).one(), STANDS)
    for key, change in _of(waiting, "issue_cohort"):
        unit, of, raised_on, day = key
        if (unit, of) == (window.unit_key, ALL) and _is_in(window, raised_on, day):
            counts.update(change)
    return _answered(counts)


def programmes(session: Session, window: Window, waiting: Waiting) -> Mapping[str, Share]:
    """Of the issues raised in a window those of each programme; an issue may belong to several, or to none."""
    rows = _OF_PROGRAMMES.run(session, _days(window))
    raised = Counter({row.programme: int(row.raised) for row in rows})
    for key, change in _of(waiting, "issue_cohort"):
        unit, of, raised_on, day = key
        if unit == window.unit_key and _is_in(window, raised_on, day):
            raised[of] += change["raised"]
    whole = raised.pop(ALL, 0)
    return {of: Share(number, whole) for of, number in sorted(raised.items()) if number}


def punctual(session: Session, window: Window, waiting: Waiting) -> Punctual:
    """Of the issues that fell due in the days of a window, and by the end of `as_of`, which were answered in time."""
    last = min(window.last, window.as_of)
    counts = _counted(_FELL_DUE.run(session, {**_days(window), "last": last}).one(), DUES)
    for key, change in _of(waiting, "issue_due"):
        unit, due_on, day = key
        if unit == window.unit_key and window.first <= due_on <= last and day <= window.as_of:
            counts.update(change)
    return Punctual(*(counts[name] for name in DUES))


def flows(
    session: Session,
    window: Window,
    waiting: Waiting,
    dimension: str,
    months: Callable[[date], str],
) -> Mapping[tuple[str, str], Counts]:
    """What changed on the days of a window, by value of a dimension and the month as `months` calls that of a day."""
    last = min(window.last, window.as_of)
    found: dict[tuple[str, str], Counts] = {}
    for row in _FLOWED_BY_MONTH.run(session, _flowed(window, dimension, last)):
        counts = _counted(row, STANDS)
        cell = (row.value, months(date(int(row.year), int(row.month), 1)))
        found.setdefault(cell, Counter()).update(counts)
    for key, change in _of(waiting, "issue_flow"):
        unit, of, value, day = key
        if (unit, of) == (window.unit_key, dimension) and window.first <= day <= last:
            found.setdefault((value, months(day)), Counter()).update(change)
    return found


def totals(session: Session, window: Window, waiting: Waiting, dimension: str) -> dict[str, Counts]:
    """What changed on the days of a window altogether, by value of a dimension; most raised first."""
    last = min(window.last, window.as_of)
    rows = _FLOWED.run(session, _flowed(window, dimension, last))
    found = {row.value: _counted(row, STANDS) for row in rows}
    for key, change in _of(waiting, "issue_flow"):
        unit, of, value, day = key
        if (unit, of) == (window.unit_key, dimension) and window.first <= day <= last:
            found.setdefault(value, Counter()).update(change)
    return dict(sorted(found.items(), key=lambda one: (-one[1]["raised"], one[0])))


def _answered(counts: Mapping[str, int]) -> Answered:
    raised = counts["raised"]
    return Answered(
        raised=raised,
        mentions=counts["mentions"],
        answered=Share(counts["answered"], raised),
        directed=Share(counts["directed"], raised),
        states={state: counts["replied" if state == ANSWERED else state] for state in STATES},
    )


def _is_in(window: Window, raised_on: date, day: date) -> bool:
    return window.first <= raised_on <= window.last and day <= window.as_of


def _days(window: Window) -> dict[str, Any]:
    """What the statements below want to know of a window."""
    return {
        "unit": window.unit_key,
        "first": window.first,
        "last": window.last,
        "as_of": window.as_of,
    }


def _flowed(window: Window, dimension: str, last: date) -> dict[str, Any]:
    return {"unit": window.unit_key, "of": dimension, "first": window.first, "last": last}


def _counted(row: Any, names: Sequence[str]) -> Counts:
    return Counter({name: int(getattr(row, name)) for name in names})


def _sums(table: sa.Table, names: Sequence[str]) -> list[sa.ColumnElement[Any]]:
    return [sa.func.coalesce(sa.func.sum(table.c[name]), 0).label(name) for name in names]


def _between(day: sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
    return day.between(sa.bindparam("first"), sa.bindparam("last"))


# made once: a page of indicators runs a dozen of them, and making one costs as much as running it
_COHORT, _DUE, _FLOW = issue_cohort.c, issue_due.c, issue_flow.c
_RAISED_IN = (
    _COHORT.unit_key == sa.bindparam("unit"),
    _between(_COHORT.raised_on),
    _COHORT.day <= sa.bindparam("as_of"),
)
_RAISED = Prepared(sa.select(*_sums(issue_cohort, STANDS)).where(*_RAISED_IN, _COHORT.programme == ALL))
_OF_PROGRAMMES = Prepared(
    sa.select(_COHORT.programme, *_sums(issue_cohort, ("raised",)))
    .where(*_RAISED_IN)
    .group_by(_COHORT.programme)
)
_FELL_DUE = Prepared(
    sa.select(*_sums(issue_due, DUES)).where(
        _DUE.unit_key == sa.bindparam("unit"), _between(_DUE.due_on), _DUE.day <= sa.bindparam("as_of")
    )
)
_FLOWED_IN = (
    _FLOW.unit_key == sa.bindparam("unit"),
    _FLOW.dimension == sa.bindparam("of"),
    _between(_FLOW.day),
)
_FLOWED = Prepared(
    sa.select(_FLOW.value, *_sums(issue_flow, STANDS)).where(*_FLOWED_IN).group_by(_FLOW.value)
)
_YEAR = sa.extract("year", _FLOW.day).label("year")
_MONTH = sa.extract("month", _FLOW.day).label("month")
_FLOWED_BY_MONTH = Prepared(
    sa.select(_FLOW.value, _YEAR, _MONTH, *_sums(issue_flow, STANDS))
    .where(*_FLOWED_IN)
    .group_by(_FLOW.value, _YEAR, _MONTH)
)


def _of(waiting: Waiting, table: str) -> Iterator[tuple[Any, Counts]]:
    return ((key, counts) for (name, key), counts in waiting.items() if name == table)
