"""When a review of a legal basis falls due: so long after it came into force, or with each half-year or year.

A review looks back from a day: the last day of its window, or the day on which the basis has been in force for two
and a half, five or ten years. All its dates are counted from that day by a row of the decision table `review_clock`.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal

from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.errors import RuleMissing, RuleRefused
from periods.set_date import ends_on, joined, on_day, shifted
from periods.windows import MONTHS_IN_A_YEAR, Period, containing, next_period
from periods.words import Words, day_text, working_days_text

ReviewKind = Literal["half", "year", "after_2_5", "after_5", "after_10"]
WINDOWED: Mapping[str, Literal["half", "year"]] = {"half": "half", "year": "year"}
MONTHS: Mapping[str, int] = {"after_2_5": 30, "after_5": 60, "after_10": 120}
REVIEW_KINDS: Mapping[ReviewKind, Words] = {
    "half": {"vi": "Sơ kết 6 tháng", "en": "Half-year review"},
    "year": {"vi": "Tổng kết năm", "en": "Yearly review"},
    "after_2_5": {"vi": "Sơ kết sau 2,5 năm", "en": "Review after 2.5 years"},
    "after_5": {"vi": "Sơ kết sau 5 năm", "en": "Review after 5 years"},
    "after_10": {"vi": "Tổng kết sau 10 năm", "en": "Review after 10 years"},
}
"""What each kind is called, the most frequent first."""
MORNING = time(8)
ONE_DAY = timedelta(days=1)
CLOCK = "review_clock"


@dataclass(frozen=True)
class ReviewDay:
    """The day a review looks back from; `period` is the window it closes, None where years are counted."""

    kind: ReviewKind
    since: date
    day: date
    period: Period | None


@dataclass(frozen=True)
class ReviewClock:
    """A row of the table: `opens` are days of the calendar before the day, all others working days.

    `outline` counts from the opening, `due` from the day, `parts` and `collect` back from the due date, `closes` on
    from it.
    """

    opens: int
    outline: int
    parts: int
    collect: int
    due: int
    closes: int


@dataclass(frozen=True)
class ReviewDates:
    """Every date of a review with its reasons."""

    outline_by: Dated
    parts_due: Dated
    collect_until: Dated
    due: Dated
    closes: Dated

    def all(self) -> dict[str, Dated]:
        """The dates by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def read_clock(kind: ReviewKind, row: Mapping[str, Any] | None) -> ReviewClock:
    """The row of a kind, checked. Raises `RuleMissing`, `RuleRefused`."""
    if not row:
        raise RuleMissing(CLOCK, {"kind": kind})
    return ReviewClock(
        **{field.name: _count(field.name, row.get(field.name)) for field in fields(ReviewClock)}
    )


def _count(column: str, value: object) -> int:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value % 1 == 0 and value >= 0:
        return int(value)
    raise RuleRefused(CLOCK, column, value, {"vi": "một số nguyên từ 0", "en": "a whole number from 0"})


def next_review(kind: ReviewKind, since: date, until: date | None, after: date) -> ReviewDay | None:
    """The first review of a kind that looks back from a day later than `after`, while the basis is in force.

    None where there is no more: it was reviewed after so many years, or is no longer in force.
    """
    found = _windowed(kind, since, after) if kind in WINDOWED else _counted(kind, since)
    if found.day <= after or (until is not None and found.day > until):
        return None
    return found


def _windowed(kind: ReviewKind, since: date, after: date) -> ReviewDay:
    """A window counts when the basis was in force for half of it at least: of less there is little to say."""
    window = containing(WINDOWED[kind], max(since, after + ONE_DAY))
    if since > window.start + (window.end - window.start) / 2:
        window = next_period(window)
    return ReviewDay(kind, since, window.end, window)


def _counted(kind: ReviewKind, since: date) -> ReviewDay:
    return ReviewDay(kind, since, months_after(since, MONTHS[kind]), None)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def opens_at(review: ReviewDay, clock: ReviewClock, zone: tzinfo) -> datetime:
    """When a review opens: in the morning, so many days of the calendar before the day it looks back from."""
    return datetime.combine(review.day - clock.opens * ONE_DAY, MORNING, zone)


def review_dates(
    review: ReviewDay, clock: ReviewClock, opened_on: date, calendar: WorkingCalendar, zone: tzinfo
) -> ReviewDates:
    """All dates of a review. Raises `CalendarEnds` beyond the calendar."""
    due = _due(review, clock, calendar, zone)
    opened = ({"vi": "mở", "en": "opening"}, opened_on)
    counted = ({"vi": "hạn", "en": "due date"}, due.at.date())
    return ReviewDates(
        outline_by=_after(*opened, clock.outline, calendar, zone),
        parts_due=_after(*counted, -clock.parts, calendar, zone),
        collect_until=_after(*counted, -clock.collect, calendar, zone),
        due=due,
        closes=_after(*counted, clock.closes, calendar, zone),
    )


def _due(review: ReviewDay, clock: ReviewClock, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    reached = calendar.add_working_days(review.day, clock.due)
    final = calendar.next_working(reached)
    parts = (_looked_back_from(review), _offset(clock.due, reached), shifted(reached, final))
    return ends_on(final, joined(*parts), calendar, zone)


def _looked_back_from(review: ReviewDay) -> Words:
    day = day_text(review.day)
    if review.period is not None:
        return {"vi": f"chốt số liệu {day}", "en": f"cut-off {day}"}
    since, span = day_text(review.since), _span(MONTHS[review.kind])
    return {
        "vi": f"có hiệu lực {since} + {span['vi']} = {day}",
        "en": f"in force since {since} + {span['en']} = {day}",
    }


def _span(months: int) -> Words:
    years, rest = divmod(months, MONTHS_IN_A_YEAR)
    more = {"vi": f" {rest} tháng", "en": f" {rest} months"} if rest else {"vi": "", "en": ""}
    return {"vi": f"{years} năm{more['vi']}", "en": f"{years} years{more['en']}"}


def _after(name: Words, start: date, days: int, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    reached = calendar.add_working_days(start, days)
    final = calendar.next_working(reached)
    return ends_on(
        final, joined(name, on_day(start), _offset(days, reached), shifted(reached, final)), calendar, zone
    )


def _offset(days: int, reached: date) -> Words:
    if not days:
        return {"vi": "", "en": ""}
    sign, counted = "+" if days > 0 else "−", working_days_text(abs(days))
    return {language: f" {sign} {text} = {day_text(reached)}" for language, text in counted.items()}
