"""Until when an issue is triaged, verified, handled and answered: one row of the table `issue_clock`, worked out.

All dates run from the moment the issue was received, for the press from the day of publication, so that a step that
takes long leaves less time to the next. What was decided is kept with its reasons (periods/dated.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed
from feel.decisions import Decisions
from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.hours import HOURS, add_working_hours
from workflows.deadlines import ZONE, working_calendar
from workflows.errors import Refused

TABLE = "issue_clock"
PRESS = "press"
IN_HOURS = "hours"
STEPS = ("verify", "handle", "answer")
_STEP_WORDS: Mapping[str, Mapping[str, str]] = {
    "triage": {"vi": "phân loại", "en": "triage"},
    "verify": {"vi": "xác minh", "en": "verification"},
    "handle": {"vi": "xử lý", "en": "handling"},
    "answer": {"vi": "trả lời", "en": "the answer"},
    "confirm": {"vi": "xác nhận kết quả", "en": "the confirmation"},
}


_HOURS = {"vi": "giờ làm việc", "en": "working hours"}
_DAYS = {"vi": "ngày làm việc", "en": "working days"}


@dataclass(frozen=True)
class Clock:
    """The row of the table for one kind of issue, with the calendar to count by."""

    row: Mapping[str, Any]
    calendar: WorkingCalendar

    def until(self, step: str, start: datetime) -> Dated:
        """When a step ("triage", "verify", "handle", "answer", "confirm") must be done, counted from `start`."""
        amount, unit = self._length(step)
        at = self._ends(start, amount, unit)
        source = {"vi": f"Căn cứ: {self.row['source']}.", "en": f"Source: {self.row['source_en']}."}
        return Dated(at, _sentence(step, start, f"{amount:g}", unit, at), (source,), self.calendar.version)

    def at(self, step: str, start: datetime) -> datetime:
        """The same without the words for it."""
        return self._ends(start, *self._length(step))

    def _length(self, step: str) -> tuple[float, Mapping[str, str]]:
        """How long a step may take: so many of which unit."""
        in_hours = step == "triage" or (step in STEPS and self.row["counted_in"] == IN_HOURS)
        return float(self.row[step]), _HOURS if in_hours else _DAYS

    def _ends(self, start: datetime, amount: float, unit: Mapping[str, str]) -> datetime:
        if unit is _HOURS:
            return add_working_hours(self.calendar, start, amount, ZONE)
        begins, days = start.astimezone(ZONE).date(), int(amount)
        day = self.calendar.add_working_days(begins, days) if days else self.calendar.next_working(begins)
        return datetime.combine(day, HOURS[-1][1], ZONE)


def clock_for(
    session: Session, *, field: str, urgency: str, level: str | None, now: datetime
) -> Clock | None:
    """The clock of an issue by the first level of its category, its urgency, and the level that handles it.

    None in a store that has no such table yet: then nothing is due.
    """
    try:
        decisions = newest_decisions(session, TABLE)
    except NotDeployed:
        return None
    row = _row(decisions, field, urgency, level)
    if not isinstance(row, Mapping):
        raise Refused(
            f"Bảng {TABLE} không có dòng cho vấn đề này. Chủ quy trình cần thêm dòng.",
            f"The table {TABLE} has no row for this issue. The process owner must add one.",
        )
    return Clock(row, working_calendar(session, now))


@lru_cache(maxsize=1024)
def _row(decisions: Decisions, field: str, urgency: str, level: str | None) -> Any:
    """The row of one version of the table, which never changes."""
    return decisions.evaluate(TABLE, {"category": field, "urgency": urgency, "level": level})


def clock_starts(channel: str, raised_on: date, received_at: datetime) -> datetime:
    """From when on the clock of an issue runs: the press is answered from the morning of publication on."""
    if channel != PRESS:
        return received_at
    return min(received_at, datetime.combine(raised_on, HOURS[0][0], ZONE))


def _shown(moment: datetime) -> str:
    """As `strftime` would say it, which takes twice as long."""
    at = moment.astimezone(ZONE)
    return f"{at.day:02}/{at.month:02}/{at.year} {at.hour:02}:{at.minute:02}"


def _sentence(
    step: str, start: datetime, amount: str, unit: Mapping[str, str], at: datetime
) -> dict[str, str]:
    begun, ends = _shown(start), _shown(at)
    words = _STEP_WORDS[step]
    return {
        "vi": f"từ {begun} + {amount} {unit['vi']} để {words['vi']} = {ends}",
        "en": f"from {begun} + {amount} {unit['en']} for {words['en']} = {ends}",
    }
