"""What one event of an issue changes in the counts. Pure: no session, no clock.

An issue that was merged into another counts nowhere: the other one counts. What was counted before is taken back on
the day of the event, so that an earlier day keeps its numbers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from organisation.days import local_day
from workflows.indicators.tables import DELAYS, DUES, STANDS
from workflows.issues.states import ANSWERED, ENDED

FIELD, PLACE, CHANNEL, BELOW = "field", "place", "channel", "below"
REPLIED = "replied"
ALL = ""
"""In place of a programme: every issue, whatever it belongs to."""
NOTHING: Mapping[str, int] = {}

Cell = tuple[str, tuple[Any, ...]]
"""A table and the key of a row in it."""
Counts = Counter[str]


@dataclass(frozen=True)
class Event:
    """An event with what never changes of its issue.

    `before` is how the issue stood until then, None for its first event; `after` how it stands since. `units` are
    those the issue is counted for, `own` the one whose ground it is about; `steps` lead up from the one that raised
    it: each unit above it with the one below through which the issue came to it.
    """

    day: date
    raised_on: date
    channel: str
    place: str
    own: int
    units: Sequence[int]
    steps: Sequence[tuple[int, int]]
    before: Any
    after: Any


def cells_of(event: Event) -> Iterator[tuple[Cell, Counts]]:
    """The rows that an event changes, with what is to be added to them."""
    standing = _difference(_stands(event.before), _stands(event.after))
    for unit in event.units:
        if standing:
            yield ("issue_cohort", (unit, ALL, event.raised_on, event.day)), standing
        for programme, change in _by(_programmes, event):
            yield ("issue_cohort", (unit, programme, event.raised_on, event.day)), change
        for due_on, change in _dues(event):
            yield ("issue_due", (unit, due_on, event.day)), change
        for field, change in _by(_fields, event):
            yield ("issue_flow", (unit, FIELD, field, event.day)), change
        if standing:
            yield ("issue_flow", (unit, CHANNEL, event.channel, event.day)), standing
    for above, below in event.steps if standing else ():
        yield ("issue_flow", (above, BELOW, str(below), event.day)), standing
    if standing:
        yield ("issue_flow", (event.own, PLACE, event.place, event.day)), standing


def add_up(changes: Iterable[tuple[Cell, Counts]]) -> dict[Cell, Counts]:
    """The changes of many events, each row once; rows that come to nothing are left out."""
    found: dict[Cell, Counts] = {}
    for cell, change in changes:
        found.setdefault(cell, Counter()).update(change)
    return {cell: counts for cell, counts in found.items() if any(counts.values())}


def with_months(cells: Mapping[Cell, Counts]) -> dict[Cell, Counts]:
    """The same, and what they change in the totals of months."""
    flowed = ((key, counts) for (name, key), counts in cells.items() if name == "issue_flow")
    months = (
        (("issue_flow_month", (unit, dimension, day.replace(day=1), value)), counts)
        for (unit, dimension, value, day), counts in flowed
    )
    return {**cells, **add_up(months)}


def _stands(standing: Any) -> Mapping[str, int]:
    if standing is None or standing.merged_into is not None:
        return NOTHING
    state = REPLIED if standing.state == ANSWERED else standing.state
    return {
        "raised": 1,
        "mentions": standing.mentions,
        "answered": int(standing.answered_at is not None),
        "directed": int(standing.directed_at is not None),
        state: 1,
    }


def due_counts(standing: Any) -> Mapping[str, int]:
    """How an issue counts among those that fall due on its day; nothing where it has no such day."""
    if standing is None or standing.merged_into is not None or standing.due_at is None:
        return NOTHING
    answered: datetime | None = standing.answered_at
    return {
        "due": 1,
        "on_time": int(answered is not None and answered <= standing.due_at),
        "late": int(answered is not None and answered > standing.due_at),
        "without": int(answered is None and standing.state in ENDED),
    }


def _difference(before: Mapping[str, int], after: Mapping[str, int]) -> Counts:
    """What is to be added so that what was counted before becomes what is counted after."""
    change = Counter({name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}})
    return Counter({name: number for name, number in change.items() if number})


def _by(values_of: Any, event: Event) -> Iterator[tuple[str, Counts]]:
    """The change for each value that the issue had before or has after."""
    before, after = values_of(event.before), values_of(event.after)
    for value in sorted({*before, *after}):
        change = _difference(
            _stands(event.before) if value in before else NOTHING,
            _stands(event.after) if value in after else NOTHING,
        )
        if change:
            yield value, change


def _programmes(standing: Any) -> Sequence[str]:
    return () if standing is None else tuple(standing.programmes)


def _fields(standing: Any) -> Sequence[str]:
    return () if standing is None else (standing.field,)


def _dues(event: Event) -> Iterator[tuple[date, Counts]]:
    before, after = due_day(event.before), due_day(event.after)
    for day in sorted({day for day in (before, after) if day is not None}):
        change = _difference(
            due_counts(event.before) if day == before else NOTHING,
            due_counts(event.after) if day == after else NOTHING,
        )
        if change:
            yield day, change


def due_day(standing: Any) -> date | None:
    """The local day until which an issue is to be answered."""
    return None if standing is None or standing.due_at is None else local_day(standing.due_at)


COLUMNS: Mapping[str, Sequence[str]] = {
    "issue_cohort": STANDS,
    "issue_due": DUES,
    "issue_flow": STANDS,
    "issue_flow_month": STANDS,
    "issue_delay": DELAYS,
}
