"""Rows of the decision tables in `bpmn/models/deadlines.dmn`, as they reach this room.

A `Rule` is a callable `rule(decision, inputs) -> row or None`: whoever evaluates tables hands it in, so that
nothing here parses DMN. The decisions asked for are

- `submission_due`: when a level's report is due,
- `earliest_due`: the earliest due date the law allows,
- `cycle_dates`: every other date, asked by its name in the input `date`: opens, before_2, before_1,
  reminder_due, after_1, after_3, collect_until, closes, receive_by, correct_by.

Inputs are always `report_kind` ("monthly"), `level` ("commune") and, for `cycle_dates`, `date`.
A row is a mapping with these columns; an absent column is null:

| column | holds |
|---|---|
| `anchor` | what is counted from: cutoff, fixed_day, due, opens, closes, sent or returned |
| `offset` | working days after it, before it where negative; null is 0 |
| `day` | with fixed_day: the day of the period's last month; past the month's end it is the last day |
| `non_working_day` | where the result is no working day: next, previous or none (stays); null is none |
| `at` | the time of day, "17:00" or a FEEL time; null is the anchor's own time |
| `not_after` | closes: the date is never later than that; null is no limit |
| `source`, `source_en` | where the rule comes from, shown with the date |
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Literal, TypeVar

from periods.errors import RuleMissing, RuleRefused
from periods.words import Words

Rule = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]
Shift = Literal["next", "previous", "none"]

FIXED_DAY = "fixed_day"
ANCHORS = ("cutoff", FIXED_DAY, "due", "opens", "closes", "sent", "returned")
SHIFTS: tuple[Shift, ...] = ("next", "previous", "none")
LAST_DAY = 31
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True)
class DateRule:
    """One checked row."""

    decision: str
    anchor: str
    offset: int
    day: int | None
    non_working_day: Shift
    at: time | None
    not_after: str | None
    source: Words | None


def find_rule(rule: Rule, decision: str, inputs: Mapping[str, Any]) -> DateRule:
    """The row that answers, checked.

    Raises `RuleMissing` where none does and `RuleRefused` where a cell of it does not fit.
    """
    row = rule(decision, inputs)
    if not row or row.get("anchor") is None:
        raise RuleMissing(decision, dict(inputs))
    anchor = _one_of(decision, "anchor", row["anchor"], ANCHORS)
    shift = _one_of(decision, "non_working_day", row.get("non_working_day") or "none", SHIFTS)
    limit = row.get("not_after")
    return DateRule(
        decision=decision,
        anchor=anchor,
        offset=_whole(decision, "offset", row.get("offset") or 0),
        day=_day(decision, row.get("day")) if anchor == FIXED_DAY else None,
        non_working_day=shift,
        at=_time(decision, row.get("at")),
        not_after=None if limit is None else _one_of(decision, "not_after", limit, ("closes",)),
        source=_source(row),
    )


def _one_of(decision: str, column: str, value: object, allowed: tuple[Choice, ...]) -> Choice:
    for choice in allowed:
        if choice == value:
            return choice
    listed = ", ".join(str(choice) for choice in allowed)
    raise RuleRefused(decision, column, value, {"vi": f"một trong: {listed}", "en": f"one of: {listed}"})


def _whole(decision: str, column: str, value: object) -> int:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value % 1 == 0:
        return int(value)
    raise RuleRefused(decision, column, value, {"vi": "một số nguyên", "en": "a whole number"})


def _day(decision: str, value: object) -> int:
    day = _whole(decision, "day", value)
    if not 1 <= day <= LAST_DAY:
        raise RuleRefused(decision, "day", value, {"vi": "một số từ 1 đến 31", "en": "a number from 1 to 31"})
    return day


def _time(decision: str, value: object) -> time | None:
    if value is None:
        return None
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        allowed = {"vi": 'giờ trong ngày, ví dụ "17:00"', "en": 'a time of day such as "17:00"'}
        raise RuleRefused(decision, "at", value, allowed) from None


def _source(row: Mapping[str, Any]) -> Words | None:
    source = row.get("source")
    if not source:
        return None
    return {"vi": str(source), "en": str(row.get("source_en") or source)}
