"""Days that come again and again: certain weekdays of every week, or certain days of every month. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from periods.calendar import Day, WorkingCalendar
from periods.words import WEEKDAYS, Words, day_text

Per = Literal["week", "month"]
WORKED = range(1, 6)
LAST_OF_ALL_MONTHS = 28
ONE_DAY = timedelta(days=1)
LONGEST_GAP = 32
"""Days after which a rhythm with any day at all has come again."""
MOVED_AT_MOST = 14
"""Days behind the first one that is worked."""
TAKEN: Words = {"vi": "đã có buổi khác", "en": "has another one"}
WEEKEND: Words = {"vi": "nghỉ cuối tuần", "en": "is a weekend"}


@dataclass(frozen=True)
class Rhythm:
    """The days of a week (1 is Monday, to 5), or of a month (1 to 28), in order."""

    per: Per
    days: tuple[int, ...]

    def has(self, day: date) -> bool:
        """Whether a day is one of it."""
        return (day.isoweekday() if self.per == "week" else day.day) in self.days

    def between(self, first: date, last: date) -> Iterator[date]:
        """Its days from `first` to `last`, both included."""
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            if self.has(day):
                yield day

    def times(self, first: date, last: date) -> int:
        """How many of its days lie from `first` to `last`, both included: at no more cost for years."""
        if self.per == "month":
            months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
            return sum(
                first <= date(month // 12, month % 12 + 1, day) <= last
                for month in months
                for day in self.days
            )
        weeks = max(0, (last - first).days + 1) // 7
        rest = first + 7 * weeks * ONE_DAY
        return weeks * len(self.days) + sum(1 for _ in self.between(rest, last))

    def after(self, day: date) -> date:
        """The first of its days after a day."""
        return next(self.between(day + ONE_DAY, day + LONGEST_GAP * ONE_DAY))

    def words(self) -> Words:
        """Such as "thứ Năm hằng tuần", "ngày 10 và 25 hằng tháng"."""
        if self.per == "week":
            named = [_weekday(day) for day in self.days]
            vi, en = (" và ".join(one["vi"] for one in named), " and ".join(one["en"] for one in named))
            return {"vi": f"{vi} hằng tuần", "en": f"every {en}"}
        vi, en = (f" {word} ".join(str(day) for day in self.days) for word in ("và", "and"))
        return {"vi": f"ngày {vi} hằng tháng", "en": f"day {en} of every month"}


def choices_for(per: Per) -> Sequence[tuple[int, Words]]:
    """The days that a rhythm may have, with their words."""
    if per == "week":
        return [(day, _weekday(day)) for day in WORKED]
    return [(day, {"vi": f"ngày {day}", "en": f"day {day}"}) for day in range(1, LAST_OF_ALL_MONTHS + 1)]


def worked_day(
    named: date, calendar: WorkingCalendar, taken: Collection[date] = ()
) -> tuple[date, Words | None]:
    """The day itself, or the next one that is worked, then with the reason: which days between are not, and why.

    A day off is moved to none that is `taken`, unless all of the next ones are. Raises CalendarEnds.
    """
    first = calendar.next_working(named)
    if first == named:
        return named, None
    days = (first + number * ONE_DAY for number in range(MOVED_AT_MOST))
    final = next((day for day in days if day not in taken and calendar.is_working(day)), first)
    passed = [calendar.day(named + number * ONE_DAY) for number in range((final - named).days)]
    told = {
        language: ", ".join(f"{day_text(one.date)} {_why_not(one)[language]}" for one in passed)
        for language in ("vi", "en")
    }
    return final, {
        "vi": f"{told['vi']}: chuyển sang {day_text(final)}",
        "en": f"{told['en']}: moved to {day_text(final)}",
    }


def _why_not(day: Day) -> Words:
    return TAKEN if day.works else day.name or WEEKEND


def _weekday(day: int) -> Words:
    """Such as "thứ Năm", inside a sentence."""
    names = {language: all_of_them[day - 1] for language, all_of_them in WEEKDAYS.items()}
    return {**names, "vi": names["vi"].replace("Thứ", "thứ")}
