"""Who held an issue on its way to an answer, and what answers that came back cost. Pure: no session, no clock.

Between two of its events an issue lies with one unit: with the one in charge, or, once an answer is written or more
time is asked for, with the one whose head decides. Working time counts, on the day on which the stretch ends. It runs
from the moment an issue is received until its answer leaves, and again once it is reopened.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.indicators.changes import Cell, Counts
from workflows.issues.states import TO_ANSWER

HOLDER, AUTHOR, REASON = "holder", "author", "reason"
MINE, BACK, OTHERS = "mine", "returned", "waiting"
"""Who held it, seen from a unit: itself; itself, after an answer was sent back; anybody else, "waiting:" and whose
level or which agency."""
LEVEL, AGENCY = "level:", "agency:"
"""Whoever writes answers: units by their level, agencies each by its handle."""
WRITTEN, SENT_BACK = "answer_written", "answer_returned"
_DECIDED_BY_HEAD = frozenset({WRITTEN, "asks_time"})
_MOVING = frozenset({"received", "charge", "state", "unmerged", SENT_BACK, "extended", "not_extended"})
"""Events after which it lies with the unit in charge; all others change nothing of where it lies."""


@dataclass(frozen=True)
class Way:
    """An event with all before it of the same issue (rows of `issue_event`, oldest first, it is the last).

    `worked` gives the minutes of working time between two moments, `author` how a unit counts that writes answers.
    """

    day: date
    units: Sequence[int]
    events: Sequence[Any]
    worked: Callable[[datetime, datetime], int]
    author: Callable[[int], str]


def delay_cells(way: Way) -> Iterator[tuple[Cell, Counts]]:
    """What the newest event adds to the tallies of delays."""
    event, before = way.events[-1], way.events[:-1]
    if event.merged_into is None and event.what in {WRITTEN, SENT_BACK}:
        counted = "answers" if event.what == WRITTEN else "returns"
        yield from _for_all(way, AUTHOR, way.author(event.charge_unit_key), {counted: 1})
        if event.what == SENT_BACK and event.reason_code:
            yield from _for_all(way, REASON, event.reason_code, {"returns": 1})
    if before and before[-1].state in TO_ANSWER and before[-1].merged_into is None:
        yield from _stretch(way, before, way.worked(before[-1].at, event.at))


def author_returned(way: Way) -> str | None:
    """Whose answer came back by the newest event; None where none did."""
    event = way.events[-1]
    counts = event.what == SENT_BACK and event.merged_into is None
    return way.author(event.charge_unit_key) if counts else None


def _stretch(way: Way, before: Sequence[Any], minutes: int) -> Iterator[tuple[Cell, Counts]]:
    if not minutes:
        return
    last = next((one for one in reversed(before) if one.what in _MOVING | _DECIDED_BY_HEAD), before[0])
    charge, deciding = before[-1].charge_unit_key, last.what in _DECIDED_BY_HEAD
    holder = _decides(way, before) if deciding else charge
    for unit in way.units:
        own = BACK if last.what == SENT_BACK else MINE
        seen = own if unit == holder else f"{OTHERS}:{way.author(holder)}"
        yield ("issue_delay", (unit, HOLDER, seen, way.day)), Counts({"minutes": minutes})
    if _was_sent_back(before):
        lost = {"minutes": minutes, "reading": minutes if deciding else 0}
        yield from _for_all(way, AUTHOR, way.author(charge), lost)


def _for_all(way: Way, dimension: str, value: str, counts: dict[str, int]) -> Iterator[tuple[Cell, Counts]]:
    for unit in way.units:
        yield ("issue_delay", (unit, dimension, value, way.day)), Counts(counts)


def _decides(way: Way, before: Sequence[Any]) -> int:
    """The unit whose head decides: the one in charge; for an agency the unit that gave it the issue."""
    charge: int = before[-1].charge_unit_key
    if not way.author(charge).startswith(AGENCY):
        return charge
    return next((one.charge_unit_key for one in reversed(before) if one.charge_unit_key != charge), charge)


def _was_sent_back(before: Sequence[Any]) -> bool:
    """Whether an answer came back since the issue was received or reopened."""
    for one in reversed(before):
        if one.what == SENT_BACK:
            return True
        if one.state not in TO_ANSWER:
            return False
    return False
