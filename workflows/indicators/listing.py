"""The issues that a number is made of, as of the day it was told for: oldest first, page by page.

The tallies say on which days the issues lie, so a page reads only the days it shows.

Cost: the sums of the number itself by day, then of `issue_stay` at most PAGE days, each a range of its key that holds
what stood there on that day; so nothing grows with how many issues there are, only with how many came on one day.
Events that are not folded up yet are looked at one by one, as for the numbers themselves.

Answers that came back are the exception: a number of them counts answers, and an issue stands in its list once for
each day on which any came back. So these lines are counted themselves, as many as there are in the days asked for.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.indicators.changes import ALL
from workflows.indicators.events import read_events, waiting_events
from workflows.indicators.reading import MOST_WAITING, incomplete
from workflows.indicators.stays import (
    LATE,
    ON_TIME,
    OWED,
    PROGRAMME,
    RETURNED,
    WITHOUT,
    moved,
    stands,
)
from workflows.indicators.tables import issue_cohort, issue_due, issue_stay
from workflows.indicators.window import Window
from workflows.issues.parties import seen_by_units
from workflows.issues.states import ANSWERED, STATES
from workflows.issues.tables import issue, issue_event
from workflows.leafing import leaf

PAGE = 50
STATE = "state:"
_RAISED, _DUE = issue_cohort.c, issue_due.c
_OF_RAISED: Mapping[str, tuple[sa.ColumnElement[int], Sequence[str]]] = {
    "raised": (_RAISED.raised, stands(lambda _state, _answered, _directed: True)),
    "answered": (_RAISED.answered, stands(lambda _state, answered, _directed: answered)),
    "unanswered": (
        _RAISED.raised - _RAISED.answered,
        stands(lambda _state, answered, _directed: not answered),
    ),
    "directed": (_RAISED.directed, stands(lambda _state, _answered, directed: directed)),
    "undirected": (
        _RAISED.raised - _RAISED.directed,
        stands(lambda _state, _answered, directed: not directed),
    ),
}
_OF_DUE: Mapping[str, tuple[sa.ColumnElement[int], Sequence[str]]] = {
    "due": (_DUE.due, (ON_TIME, LATE, WITHOUT, OWED)),
    "on_time": (_DUE.on_time, (ON_TIME,)),
    "late": (_DUE.late, (LATE,)),
    "without": (_DUE.without, (WITHOUT,)),
    "overdue": (_DUE.due - _DUE.on_time - _DUE.late - _DUE.without, (OWED,)),
}


@dataclass(frozen=True)
class Number:
    """How a number is counted: by `count` on the days `dated` of rows `where`, kept for the days `day`.

    Its issues stand in `issue_stay` under `whats`. `open_end` numbers of days end at `as_of`, too.
    """

    count: sa.ColumnElement[int]
    whats: Sequence[str]
    dated: sa.Column[Any]
    day: sa.Column[Any]
    where: sa.ColumnElement[bool]
    open_end: bool = True


@dataclass(frozen=True)
class Counted:
    """An issue as it stood at the end of the day that was asked for. `seen`: whether the reader may open it."""

    key: int
    number: int
    year: int
    summary: str
    category: str
    state: str
    due_at: datetime | None
    answered_at: datetime | None
    charge_name: str
    place_name: str
    register_name: str
    raised_on: date
    seen: bool


@dataclass(frozen=True)
class Page:
    """A page of the issues behind a number. `total` is how many lines all pages have, those left out aside."""

    rows: Sequence[Counted]
    total: int
    number: int
    pages: int
    incomplete: bool


def number_named(of: str) -> Number | None:
    """What a name in an address means: "unanswered", "state:verifying", "programme:roads", "returned:level:commune".

    None where it means nothing.
    """
    if of.startswith(RETURNED):
        stay = issue_stay.c
        return Number(sa.literal_column("1", sa.Integer), (of,), stay.dated, stay.from_day, stay.what == of)
    if of.startswith(PROGRAMME):
        return _raised(_RAISED.raised, (of,), of.removeprefix(PROGRAMME))
    if of.removeprefix(STATE) in STATES and of.startswith(STATE):
        state = of.removeprefix(STATE)
        column = _RAISED["replied" if state == ANSWERED else state]
        return _raised(column, stands(lambda one, _answered, _directed: one == state))
    if of in _OF_DUE:
        return Number(*_OF_DUE[of], _DUE.due_on, _DUE.day, sa.true())
    return _raised(*_OF_RAISED[of]) if of in _OF_RAISED else None


def issues_behind(session: Session, viewer: Viewer, window: Window, number: Number, page: int = 1) -> Page:
    """A page of the issues that a number counts; a page beyond the last is the last."""
    late = _latecomers(session, window, number)
    days = _days(session, window, number, late)
    total = sum(count for _, count in days)
    shown = leaf(total, page, PAGE)
    keys = _keys(session, window, number, days, shown.before, late)
    return Page(_rows(session, viewer, window, keys), total, shown.number, shown.pages, incomplete(session))


@dataclass(frozen=True)
class Latecomers:
    """What events change that wait to be folded up: the day and the issue of stays that began, and of those gone."""

    come: frozenset[tuple[date, int]] = frozenset()
    gone: frozenset[tuple[date, int]] = frozenset()


def _latecomers(session: Session, window: Window, number: Number) -> Latecomers:
    rows = waiting_events(session, MOST_WAITING)
    come: set[tuple[date, int]] = set()
    gone: set[tuple[date, int]] = set()
    for row, event in zip(rows, read_events(session, rows), strict=True) if rows else ():
        if window.unit_key not in event.units or event.day > window.as_of:
            continue
        ended, begun = (
            {(dated, row.issue_key) for what, dated in stays if what in number.whats}
            for stays in moved(event)
        )
        gone |= ended - come
        come -= ended
        come |= begun - gone
        gone -= begun
    return Latecomers(frozenset(come), frozenset(gone))


def _raised(count: sa.ColumnElement[int], whats: Sequence[str], programme: str = ALL) -> Number:
    return Number(
        count, whats, _RAISED.raised_on, _RAISED.day, _RAISED.programme == programme, open_end=False
    )


def _days(session: Session, window: Window, number: Number, late: Latecomers) -> list[tuple[date, int]]:
    """On which days the issues of a number lie, and how many on each."""
    last = min(window.last, window.as_of) if number.open_end else window.last
    rows = session.execute(
        sa.select(number.dated, sa.func.sum(number.count))
        .where(
            number.dated.table.c.unit_key == window.unit_key,
            number.where,
            number.dated.between(window.first, last),
            number.day <= window.as_of,
        )
        .group_by(number.dated)
    )
    counts = Counter({day: int(count) for day, count in rows})
    counts.update(day for day, _ in late.come if window.first <= day <= last)
    counts.subtract(day for day, _ in late.gone if window.first <= day <= last)
    return sorted((day, count) for day, count in counts.items() if count > 0)


def _keys(
    session: Session,
    window: Window,
    number: Number,
    days: Sequence[tuple[date, int]],
    skip: int,
    late: Latecomers,
) -> list[int]:
    """The issues from `skip` on, PAGE of them: read are only the days on which these lie."""
    chosen, passed = _chosen(days, skip)
    table = issue_stay.c
    query = (
        sa.select(table.dated, table.issue_key)
        .where(
            table.unit_key == window.unit_key,
            table.what.in_(number.whats),
            table.dated.in_(chosen),
            table.until_day > window.as_of,
            table.from_day <= window.as_of,
        )
        .order_by(table.dated, table.issue_key)
    )
    begin = skip - passed
    if not late.come and not late.gone:
        return [key for _, key in session.execute(query.offset(begin).limit(PAGE))]
    kept = {(day, key) for day, key in session.execute(query)} - late.gone
    found = sorted(kept | {(day, key) for day, key in late.come if day in chosen})
    return [key for _, key in found[begin : begin + PAGE]]


def _chosen(days: Sequence[tuple[date, int]], skip: int) -> tuple[list[date], int]:
    """The days that hold the issues from `skip` on, PAGE of them, and how many lie before the first of these days."""
    chosen: list[date] = []
    passed = found = 0
    for day, count in days:
        if not chosen and passed + count <= skip:
            passed += count
            continue
        chosen.append(day)
        found += count
        if passed + found >= skip + PAGE:
            break
    return chosen, passed


_CHARGE, _PLACE, _REGISTER = unit.alias("charge"), unit.alias("place"), unit.alias("register")


def _rows(session: Session, viewer: Viewer, window: Window, keys: Sequence[int]) -> list[Counted]:
    """How issues stood at the end of the day, in the order of their keys."""
    newest = (
        sa.select(issue_event.c.issue_key, sa.func.max(issue_event.c.number).label("number"))
        .where(issue_event.c.issue_key.in_(keys), issue_event.c.day <= window.as_of)
        .group_by(issue_event.c.issue_key)
        .subquery()
    )
    then = issue_event.c
    rows = session.execute(
        sa.select(
            *(issue.c[name] for name in ("key", "number", "year", "summary", "raised_on")),
            *(then[name] for name in ("category", "state", "due_at", "answered_at")),
            _CHARGE.c.name.label("charge_name"),
            _PLACE.c.name.label("place_name"),
            _REGISTER.c.name.label("register_name"),
            seen_by_units(sorted(viewer.unit_keys()), issue.c.key).label("seen"),
        )
        .join(newest, newest.c.issue_key == issue.c.key)
        .join(issue_event, sa.and_(then.issue_key == issue.c.key, then.number == newest.c.number))
        .join(_CHARGE, _CHARGE.c.key == then.charge_unit_key)
        .join(_PLACE, _PLACE.c.key == issue.c.place_unit_key)
        .join(_REGISTER, _REGISTER.c.key == issue.c.unit_key)
    )
    found = {row.key: Counted(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name
    return [found[key] for key in keys]
