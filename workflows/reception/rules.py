"""What the tables say: how often a level receives by law, and the dates of a sitting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed
from organisation.days import local_day
from periods.dated import Dated
from periods.errors import RuleMissing
from periods.hours import HOURS
from periods.rhythm import Per, Rhythm, worked_day
from periods.words import Words, day_text
from workflows.deadlines import ZONE, working_calendar
from workflows.set_days import evening_after, evening_of

RHYTHM, CLOCK = "reception_rhythm", "reception_clock"
MORNING = HOURS[0][0]
CLOSING = {"vi": "để kết luận", "en": "to conclude"}


@dataclass(frozen=True)
class Prescribed:
    """How often the head of a level receives at least, with its source, and the days that are suggested."""

    per: Per
    times: int
    suggested: tuple[int, ...]
    source: Words

    @property
    def rhythm(self) -> Rhythm:
        """By the days that are suggested: as many as the law wants."""
        return Rhythm(self.per, self.suggested)


@dataclass(frozen=True)
class Dates:
    """The dates of a sitting: when it is opened, prepared, and held until; `moved` says why it is on another day."""

    meets_on: date
    moved: Words | None
    opens_at: datetime
    prepare: Dated
    hold: Dated

    @property
    def begins(self) -> datetime:
        """The morning of the day."""
        return datetime.combine(self.meets_on, MORNING, ZONE)


def prescribed_for(session: Session, level: str | None) -> Prescribed | None:
    """What the law prescribes for a level; None where it says nothing, or a store has no such table yet.

    Raises RuleMissing for a row that cannot be followed.
    """
    try:
        decisions = newest_decisions(session, RHYTHM)
    except NotDeployed:
        return None
    row: Any = decisions.evaluate(RHYTHM, {"level": level})
    if not isinstance(row, Mapping):
        return None
    suggested = tuple(sorted({int(day) for day in str(row["on"]).split()}))
    if row["per"] not in ("week", "month") or len(suggested) != int(row["times"]):
        raise RuleMissing(RHYTHM, {"level": level})
    source = {"vi": str(row["source"]), "en": str(row["source_en"])}
    return Prescribed(row["per"], int(row["times"]), suggested, source)


def dates_of(
    session: Session, planned_on: date, why: Words, now: datetime, taken: Collection[date] = ()
) -> Dates:
    """The dates of a sitting that is planned for a day, and moved to none that is taken.

    Raises RuleMissing, CalendarEnds.
    """
    calendar = working_calendar(session, now)
    meets, moved = worked_day(planned_on, calendar, taken)
    opens = calendar.add_working_days(meets, -_days(session, "opens"))
    ready = calendar.add_working_days(meets, -_days(session, "prepare"))
    steps = (moved,) if moved else ()
    words = {language: f"{text}: {day_text(planned_on)}" for language, text in why.items()}
    ahead = {
        "vi": f"trước buổi tiếp ngày {day_text(meets)} = {day_text(ready)}",
        "en": f"before the sitting of {day_text(meets)} = {day_text(ready)}",
    }
    return Dates(
        meets_on=meets,
        moved=moved,
        opens_at=datetime.combine(opens, MORNING, ZONE),
        prepare=Dated(evening_of(ready), ahead, (), calendar.version),
        hold=Dated(evening_of(meets), words, steps, calendar.version),
    )


def close_by(session: Session, now: datetime) -> Dated:
    """By when a sitting that was held now is concluded. Raises RuleMissing, CalendarEnds."""
    days = _days(session, "close")
    return evening_after(local_day(now), days, CLOSING, working_calendar(session, now))


def _days(session: Session, step: str) -> int:
    days = newest_decisions(session, CLOCK).evaluate(CLOCK, {"step": step})
    if days is None:
        raise RuleMissing(CLOCK, {"step": step})
    return int(days)
