"""The dates of a month's control: one row of the table `follow_up_clock`, worked out with the working calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed
from periods.dated import Dated
from periods.errors import RuleMissing
from periods.hours import HOURS
from periods.words import day_text
from workflows.deadlines import ZONE, working_calendar
from workflows.set_days import evening_after

TABLE = "follow_up_clock"
MORNING = HOURS[0][0]
DECEMBER = 12
LAST_OF_ALL_MONTHS = 28


@dataclass(frozen=True)
class MonthDates:
    """When the lists of a month are made, until when they are confirmed, and when the month is closed."""

    month: str
    opens: Dated
    due: Dated
    closes: Dated

    def all(self) -> dict[str, Any]:
        """As rows keep them, by name."""
        return {name: getattr(self, name).to_json() for name in ("opens", "due", "closes")}


def month_of(day: date) -> str:
    """Such as "2025-06"."""
    return f"{day:%Y-%m}"


def month_after(month: str) -> str:
    """The next one."""
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // DECEMBER:04d}-{number % DECEMBER + 1:02d}"


def month_dates(session: Session, month: str, now: datetime) -> MonthDates | None:
    """The dates of a month; None in a store that has no such table yet. Raises RuleMissing, CalendarEnds."""
    year, number = (int(part) for part in month.split("-"))
    try:
        decisions = newest_decisions(session, TABLE)
    except NotDeployed:
        return None
    row = decisions.evaluate(TABLE, {"month": number})
    if not isinstance(row, Mapping):
        raise RuleMissing(TABLE, {"month": number})
    calendar = working_calendar(session, now)
    named = date(year, number, min(int(row["day"]), LAST_OF_ALL_MONTHS))
    first = calendar.next_working(named)
    opens = Dated(datetime.combine(first, MORNING, ZONE), _opening_words(named, first), (), calendar.version)
    due = evening_after(first, int(row["confirm"]), _CONFIRMED, calendar)
    closes = evening_after(due.at.date(), int(row["closes"]), _CLOSED, calendar)
    return MonthDates(month, opens, due, closes)


_CONFIRMED = {"vi": "để xác nhận", "en": "to confirm"}
_CLOSED = {"vi": "thì đóng", "en": "until it closes"}


def _opening_words(named: date, first: date) -> dict[str, str]:
    if named == first:
        return {"vi": f"mở ngày {day_text(first)}", "en": f"opens on {day_text(first)}"}
    return {
        "vi": f"mở ngày {day_text(named)}, là ngày nghỉ nên chuyển sang {day_text(first)}",
        "en": f"opens on {day_text(named)}, not a working day, so on {day_text(first)}",
    }
