"""Days that people set for work: which are possible, and a date that is moved to a later day.

The working calendar ends some years from now, so a day beyond FURTHEST is nobody's meaning, but a slip of the hand.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from database.session import Session
from forms.check import Problem
from organisation.days import local_day
from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.set_date import EVENING, set_date
from periods.words import Words, day_text
from workflows.deadlines import ZONE, working_calendar

FURTHEST = timedelta(days=5 * 365)
LONGEST_EXTENSION = timedelta(days=366)


def furthest(now: datetime) -> date:
    """The last day that may be set."""
    return local_day(now) + FURTHEST


def day_words(day: date, *, after: date, last: date) -> Words | None:
    """What is wrong with a day that somebody chose: it lies after one day, and no later than another."""
    if after < day <= last:
        return None
    return {
        "vi": f"Chọn một ngày sau {day_text(after)}, muộn nhất là {day_text(last)}.",
        "en": f"Choose a day after {day_text(after)}, {day_text(last)} at the latest.",
    }


def evening_of(day: date) -> datetime:
    """The end of work on a day."""
    return datetime.combine(day, EVENING, ZONE)


def evening_after(
    start: date, days: int, what: Mapping[str, str], calendar: WorkingCalendar, steps: Sequence[Words] = ()
) -> Dated:
    """The end of the working day that lies some working days after a day; `what` says what they are for."""
    day = calendar.add_working_days(start, days)
    words = {
        "vi": f"từ {day_text(start)} + {days} ngày làm việc {what['vi']} = {day_text(day)}",
        "en": f"from {day_text(start)} + {days} working days {what['en']} = {day_text(day)}",
    }
    return Dated(evening_of(day), words, tuple(steps), calendar.version)


def moved_problems(path: str, text: str, before: datetime, now: datetime) -> Sequence[Problem]:
    """What is wrong with the day to which a date is moved: after the present one and today, and not for ever."""
    after = max(local_day(before), local_day(now))
    last = min(after + LONGEST_EXTENSION, furthest(now))
    words = day_words(date.fromisoformat(text), after=after, last=last)
    return (Problem(path, words, words),) if words else ()


def moved_date(
    session: Session, text: str, reason: str, before: datetime, steps: Sequence[Words], now: datetime
) -> Dated:
    """The new date with the whole way it came about: the dates before it (`steps`), and why each was moved."""
    old = day_text(local_day(before))
    why = {"vi": f"gia hạn, trước là {old}; hạn mới", "en": f"extended from {old} to"}
    due = set_date(date.fromisoformat(text), why, working_calendar(session, now), ZONE)
    moved = {
        "vi": f"Gia hạn từ {old} đến {day_text(due.at.date())}: {reason}",
        "en": f"Extended from {old} to {day_text(due.at.date())}: {reason}",
    }
    return Dated(due.at, due.explanation, (*steps, moved), due.calendar)
