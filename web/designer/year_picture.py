"""A year as a calendar: a line for each month, a column for each day, marks where something falls due.

Pure arithmetic; templates/designer/year_picture.html draws it. Across, everything is in per cent of the width, so
that it fits a phone and a desk; upwards in pixels.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from periods.calendar import WorkingCalendar
from workflows.designer.moved_dates import MovedDate
from workflows.designer.year import PeriodDates

HEAD, LINE = 20, 24
GUTTER, WHOLE, DAYS = 11.0, 100.0, 31
WIDE = (WHOLE - GUTTER) / DAYS
NUMBERED = (1, 5, 10, 15, 20, 25, 30)
WEEKEND = 5
LOOKS = {
    "opens": "opens",
    "reminder_before_2": "reminder",
    "reminder_before_1": "reminder",
    "due": "due",
    "reminder_after_1": "told",
    "reminder_after_3": "told",
    "collect_until": "collects",
    "closes": "closes",
}
"""How a date is marked; the notice on the due date itself is no mark of its own. What comes last lies on top."""


@dataclass(frozen=True)
class Shade:
    """A day that is not worked: a weekend, or off."""

    left: str
    width: str
    top: int
    off: bool


@dataclass(frozen=True)
class Place:
    """The square of a day."""

    left: str
    width: str
    top: int


@dataclass(frozen=True)
class Mark:
    """Something on a day. `look` is one of LOOKS, or `was`: where a due date stood before."""

    left: str
    top: int
    look: str


@dataclass(frozen=True)
class MonthLine:
    """A month, and where its last day ends."""

    top: int
    label: str
    right: str


@dataclass(frozen=True)
class Picture:
    """The whole calendar. `numbers` are the days written above it, `set_days` those that the change sets."""

    height: int
    months: Sequence[MonthLine]
    shades: Sequence[Shade]
    set_days: Sequence[Place]
    marks: Sequence[Mark]
    numbers: Sequence[tuple[str, int]]


def picture(
    periods: Sequence[PeriodDates],
    level: str,
    calendar: WorkingCalendar,
    moved: Sequence[MovedDate],
    days: Sequence[date],
) -> Picture | None:
    """The calendar of one level in these periods; None where it has no dates at all. `days` are those set anew."""
    dated = list(_dated(periods, level))
    if not dated:
        return None
    months = _months(min(at for _name, at in dated), max(at for _name, at in dated))
    tops = {month: HEAD + LINE * place for place, month in enumerate(months)}
    before = [move.before for one in moved if one.level == level and one.name == "due" for move in one.moves]
    was = [_mark(at, tops, "was") for at in before if at and (at.year, at.month) in tops]
    in_order = sorted(dated, key=lambda pair: list(LOOKS).index(pair[0]) if pair[0] != "due" else len(LOOKS))
    return Picture(
        HEAD + LINE * len(months) + 4,
        [_line(month, top) for month, top in tops.items()],
        [shade for month, top in tops.items() for shade in _shades(month, top, calendar)],
        [
            Place(_across(day.day - 1), f"{WIDE:.3f}%", tops[day.year, day.month])
            for day in days
            if (day.year, day.month) in tops
        ],
        [*was, *(_mark(at, tops, LOOKS[name]) for name, at in in_order)],
        [(_across(day - 0.5), day) for day in NUMBERED],
    )


def _dated(periods: Sequence[PeriodDates], level: str) -> Iterator[tuple[str, datetime]]:
    for one in periods:
        for found in one.levels:
            if found.level == level and found.dates is not None:
                dates = found.dates.all()
                shown = [name for name in LOOKS if name != "collect_until" or level != one.lowest]
                yield from ((name, dates[name].at) for name in shown)


def _months(first: datetime, last: datetime) -> list[tuple[int, int]]:
    begins, ends = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [(number // 12, number % 12 + 1) for number in range(begins, ends + 1)]


def _line(month: tuple[int, int], top: int) -> MonthLine:
    year, number = month
    return MonthLine(top, f"{number:02}/{year % 100:02}", _across(monthrange(year, number)[1]))


def _mark(at: datetime, tops: dict[tuple[int, int], int], look: str) -> Mark:
    return Mark(_across(at.day - 0.5), tops[at.year, at.month] + LINE // 2, look)


def _shades(month: tuple[int, int], top: int, calendar: WorkingCalendar) -> Iterator[Shade]:
    year, number = month
    for day in range(1, monthrange(year, number)[1] + 1):
        off = _off(date(year, number, day), calendar)
        if off is not None:
            yield Shade(_across(day - 1), f"{WIDE:.3f}%", top, off)


def _off(day: date, calendar: WorkingCalendar) -> bool | None:
    """Whether a day is off, or only of the weekend; None for one that is worked."""
    if not calendar.first_year <= day.year <= calendar.last_year:
        return False if day.weekday() >= WEEKEND else None
    found = calendar.day(day)
    return None if found.works else found.kind == "off"


def _across(days: float) -> str:
    return f"{GUTTER + WIDE * days:.3f}%"
