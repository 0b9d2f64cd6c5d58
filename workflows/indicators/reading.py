"""The counts of a window: what was folded up already, and what waits to be, so that no event is missing.

Cost: the rows of one unit between two days, at most the days of the window times the days after each on which
something changed, however many issues there are.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from workflows.indicators.changes import ALL, Cell, Counts, add_up, cells_of
from workflows.indicators.events import read_events, waiting_events
from workflows.indicators.share import Share
from workflows.indicators.tables import DUES, STANDS, issue_cohort, issue_due, issue_event_to_fold
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


def standing(session: Session, window: Window, waiting: Waiting) -> Mapping[str, Counts]:
    """How the issues stand that were raised in a window, by programme; ALL is all of them."""
    rows = _RAISED.run(session, _days(window))
    found = {row.programme: counted(row, STANDS) for row in rows}
    for (unit, of, raised_on, day), change in waiting_in(waiting, "issue_cohort"):
        if unit == window.unit_key and _is_in(window, raised_on, day):
            found.setdefault(of, Counter()).update(change)
    return found


def answered(found: Mapping[str, Counts]) -> Answered:
    """Of those that stand so (`standing`): all of them."""
    counts = found.get(ALL, Counter())
    raised = counts["raised"]
    return Answered(
        raised=raised,
        mentions=counts["mentions"],
        answered=Share(counts["answered"], raised),
        directed=Share(counts["directed"], raised),
        states={state: counts["replied" if state == ANSWERED else state] for state in STATES},
    )


def programmes(found: Mapping[str, Counts]) -> Mapping[str, Share]:
    """Of those that stand so those of each programme; an issue may belong to several, or to none."""
    whole = found.get(ALL, Counter())["raised"]
    return {
        of: Share(counts["raised"], whole)
        for of, counts in sorted(found.items())
        if of != ALL and counts["raised"]
    }


def punctual(session: Session, window: Window, waiting: Waiting) -> Punctual:
    """Of the issues that fell due in the days of a window, and by the end of `as_of`, which were answered in time."""
    last = min(window.last, window.as_of)
    counts = counted(_FELL_DUE.run(session, {**_days(window), "last": last}).one(), DUES)
    for key, change in waiting_in(waiting, "issue_due"):
        unit, due_on, day = key
        if unit == window.unit_key and window.first <= due_on <= last and day <= window.as_of:
            counts.update(change)
    return Punctual(*(counts[name] for name in DUES))


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


def counted(row: Any, names: Sequence[str]) -> Counts:
    """The numbers of a row of sums."""
    return Counter({name: int(getattr(row, name)) for name in names})


def sums(table: sa.FromClause, names: Sequence[str]) -> list[sa.ColumnElement[Any]]:
    """Columns added up; of no rows 0."""
    return [sa.func.coalesce(sa.func.sum(table.c[name]), 0).label(name) for name in names]


def _between(day: sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
    return day.between(sa.bindparam("first"), sa.bindparam("last"))


# made once: a page of indicators runs a dozen of them, and making one costs as much as running it
_COHORT, _DUE = issue_cohort.c, issue_due.c
_RAISED = Prepared(
    sa.select(_COHORT.programme, *sums(issue_cohort, STANDS))
    .where(
        _COHORT.unit_key == sa.bindparam("unit"),
        _between(_COHORT.raised_on),
        _COHORT.day <= sa.bindparam("as_of"),
    )
    .group_by(_COHORT.programme)
)
_FELL_DUE = Prepared(
    sa.select(*sums(issue_due, DUES)).where(
        _DUE.unit_key == sa.bindparam("unit"), _between(_DUE.due_on), _DUE.day <= sa.bindparam("as_of")
    )
)


def waiting_in(waiting: Waiting, table: str) -> Iterator[tuple[Any, Counts]]:
    """What waits to be added to a table, by the keys of its rows."""
    return ((key, counts) for (name, key), counts in waiting.items() if name == table)
