"""The clock of a quick report: hours by the clock or hours at work, by category, urgency and level.

Flash does not wait for the morning; a report that can wait until then counts as offices work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from periods.dated import Dated
from periods.errors import RuleMissing
from periods.hours import add_working_hours
from workflows.deadlines import ZONE, working_calendar
from workflows.set_days import evening_of

TABLE = "quick_report_clock"
BY_THE_CLOCK = "hours"
REPORT, RECEIVE, FOLLOW, WAIT = "report", "receive", "follow", "wait"
_STEPS: Mapping[str, Mapping[str, str]] = {
    REPORT: {"vi": "báo lần đầu", "en": "the first report"},
    RECEIVE: {"vi": "xác nhận đã nhận", "en": "the receipt"},
    FOLLOW: {"vi": "báo tiếp", "en": "the next report"},
}
_UNITS: Mapping[bool, Mapping[str, str]] = {
    True: {"vi": "giờ", "en": "hours"},
    False: {"vi": "giờ làm việc", "en": "working hours"},
}


@dataclass(frozen=True)
class Clock:
    """A row of the table, kept with the report. `ladder` of a kind says which rungs press those who are late."""

    row: Mapping[str, Any]

    @property
    def by_the_clock(self) -> bool:
        """Whether nights and days off count, too."""
        return bool(self.row["counted_in"] == BY_THE_CLOCK)

    def ladder(self, kind: str) -> str:
        """The ladder of escalation for the report, or for its receipts."""
        return f"{kind}_now" if self.by_the_clock else kind

    def until(self, session: Session, step: str, start: datetime, now: datetime) -> Dated:
        """When a step is due that is counted from a moment."""
        hours, calendar = float(self.row[step]), working_calendar(session, now)
        local = start.astimezone(ZONE)
        at = (
            local + timedelta(hours=hours)
            if self.by_the_clock
            else add_working_hours(calendar, local, hours, ZONE)
        )
        unit, words = _UNITS[self.by_the_clock], _STEPS[step]
        begun, ends = f"{local:%d/%m/%Y %H:%M}", f"{at:%d/%m/%Y %H:%M}"
        explanation = {
            "vi": f"từ {begun} + {hours:g} {unit['vi']} để {words['vi']} = {ends}",
            "en": f"from {begun} + {hours:g} {unit['en']} for {words['en']} = {ends}",
        }
        return Dated(at, explanation, (), calendar.version)

    def closes(self, session: Session, due: datetime, now: datetime) -> datetime:
        """Until when somebody late is waited for: the evening of a working day after the due date."""
        day = working_calendar(session, now).add_working_days(
            due.astimezone(ZONE).date(), int(self.row[WAIT])
        )
        return evening_of(day)


def clock_for(session: Session, *, field: str, urgency: str, level: str | None) -> Clock:
    """The clock of a report by the first level of its category, its urgency, and the level of its unit."""
    asked = {"category": field, "urgency": urgency, "level": level}
    row = newest_decisions(session, TABLE).evaluate(TABLE, asked)
    if not isinstance(row, Mapping):
        raise RuleMissing(TABLE, asked)
    hours = {name: float(row[name]) for name in (REPORT, RECEIVE, FOLLOW)}
    return Clock({"counted_in": str(row["counted_in"]), **hours, WAIT: int(row[WAIT])})
