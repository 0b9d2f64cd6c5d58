"""The calendar and the deadline tables of a store, as the work uses them.

A deadline has one home: the decision tables deployed from `bpmn/models/deadlines.dmn`. Changing a cell and
deploying changes the dates of cycles opened from then on; those already open keep theirs.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from database.remembering import remember
from database.session import Session
from engine.decisions import newest_decisions
from feel.decisions import Decisions
from organisation.calendar_overrides import as_edited
from periods.calendar import WorkingCalendar
from periods.country import load_calendar
from periods.profile import VIETNAM
from periods.rules import Rule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YEARS_AHEAD = 6
DEADLINES = "submission_due"
"""The decision by which the tables of deadlines are found; the others stand in its file."""


def working_calendar(session: Session, now: datetime) -> WorkingCalendar:
    """The calendar as the operators have edited it, through six years from now."""
    rows, revision = remember(session, "calendar", lambda: _edited(session))
    return _calendar(rows, revision, now.astimezone(ZONE).year + YEARS_AHEAD)


def _edited(session: Session) -> tuple[tuple[tuple[str, ...], ...], int]:
    overrides, revision = as_edited(session)
    return tuple((row.date.isoformat(), row.kind, row.name, row.source) for row in overrides), revision


@lru_cache(maxsize=8)
def _calendar(rows: tuple[tuple[str, ...], ...], revision: int, last_year: int) -> WorkingCalendar:
    named = [dict(zip(("date", "kind", "name", "source"), row, strict=True)) for row in rows]
    return load_calendar(VIETNAM.country, named, VIETNAM.first_year, last_year, revision=revision)


def deadline_rule(session: Session) -> Rule:
    """The deployed deadline tables as a function: rule("submission_due", {"level": "commune", ...})."""
    return rule_of(newest_decisions(session, DEADLINES))


def rule_of(decisions: Decisions) -> Rule:
    """Deadline tables as a function."""

    def rule(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        answer: Mapping[str, Any] | None = decisions.evaluate(decision, inputs)
        return answer

    return rule
