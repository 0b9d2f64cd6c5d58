"""The calendar and the deadline tables of a store, as the work uses them.

A deadline has one home: the decision tables deployed from `bpmn/models/deadlines.dmn`. Changing a cell and
deploying changes the dates of cycles opened from then on; those already open keep theirs.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from database.remembering import remember
from database.session import Session
from engine.decisions import newest_decisions
from feel.decisions import Decisions
from organisation.calendar_overrides import USUAL, Override, as_edited
from periods.calendar import WorkingCalendar
from periods.country import load_calendar
from periods.profile import VIETNAM
from periods.rules import Rule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YEARS_AHEAD = 6
DEADLINES = "submission_due"
"""The decision by which the tables of deadlines are found; the others stand in its file."""


def working_calendar(session: Session, now: datetime, besides: Sequence[Override] = ()) -> WorkingCalendar:
    """The calendar as the operators have edited it, through six years from now.

    With days `besides` it is what it would be if they were announced, too.
    """
    last_year = now.astimezone(ZONE).year + YEARS_AHEAD
    if not besides:
        return remember(session, ("calendar", last_year), lambda: _calendar(*_edited(session), last_year))
    rows, revision = _edited(session)
    return _calendar(_as_if(rows, besides), revision + len(besides), last_year)


Rows = tuple[tuple[str, ...], ...]


def _edited(session: Session) -> tuple[Rows, int]:
    overrides, revision = as_edited(session)
    return tuple(_row(row) for row in overrides), revision


def _row(override: Override) -> tuple[str, ...]:
    return override.date.isoformat(), override.kind, override.name, override.source


def _as_if(rows: Rows, besides: Sequence[Override]) -> Rows:
    known = {row[0]: row for row in rows} | {row.date.isoformat(): _row(row) for row in besides}
    return tuple(known[day] for day in sorted(known) if known[day][1] != USUAL)


@lru_cache(maxsize=8)
def _calendar(rows: Rows, revision: int, last_year: int) -> WorkingCalendar:
    named = [dict(zip(("date", "kind", "name", "source"), row, strict=True)) for row in rows]
    return load_calendar(VIETNAM.country, named, VIETNAM.first_year, last_year, revision=revision)


def deadline_rule(session: Session) -> Rule:
    """The deployed deadline tables as a function: rule("submission_due", {"level": "commune", ...})."""
    return rule_of(deadline_tables(session))


def deadline_tables(session: Session) -> Decisions:
    """The deployed deadline tables. A process reads the same ones once. Raises NotDeployed."""
    return newest_decisions(session, DEADLINES)


def rule_of(decisions: Decisions) -> Rule:
    """Deadline tables as a function."""

    def rule(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        answer: Mapping[str, Any] | None = decisions.evaluate(decision, inputs)
        return answer

    return rule
