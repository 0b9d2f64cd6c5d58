"""Which days are worked. A calendar is a value: same country, years and overrides, same answers.

Counting never leaves the covered years: a due date in a year whose holidays nobody has entered would be
wrong without anybody seeing it, so `CalendarEnds` is raised instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from periods.errors import CalendarEnds
from periods.words import Words

DayKind = Literal["work", "weekend", "off", "extra"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One day of a calendar.

    `kind`: work = an ordinary working day, weekend, off = a holiday or a day swapped off,
    extra = a day of the weekend worked instead. `name` says which holiday or swap, in vi and en.
    """

    date: date
    kind: DayKind
    name: Words | None = None

    @property
    def works(self) -> bool:
        """True on an ordinary working day and on a weekend day worked instead."""
        return self.kind in ("work", "extra")


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days of the years `first_year` to `last_year`, both included.

    `version` ("vn-3") names country and revision of the overrides; every date computed keeps it.
    `off` and `extra` map a date to its name; `weekend` holds weekday numbers, Monday is 0.
    Every method raises `CalendarEnds` for a day outside the covered years.
    """

    version: str
    first_year: int
    last_year: int
    off: Mapping[date, Words] = field(repr=False)
    extra: Mapping[date, Words] = field(repr=False)
    weekend: frozenset[int] = frozenset({5, 6})

    def day(self, day: date) -> Day:
        """The day with its kind and, where it is special, its name."""
        self._covered(day)
        if day in self.off:
            return Day(day, "off", self.off[day])
        if day in self.extra:
            return Day(day, "extra", self.extra[day])
        return Day(day, "weekend" if self._is_weekend(day) else "work")

    def is_working(self, day: date) -> bool:
        """True where the day is worked, swapped days included."""
        self._covered(day)
        return day not in self.off and (day in self.extra or not self._is_weekend(day))

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after `day` (before it where negative).

        `day` itself is never counted, worked or not; a count of 0 gives `day` back unchanged.
        """
        self._covered(day)
        if count == 0:
            return day
        place = bisect_right(self._worked, day) - 1 if count > 0 else bisect_left(self._worked, day)
        if not 0 <= place + count < len(self._worked):
            edge, step = (self.last_year, ONE_DAY) if count > 0 else (self.first_year, -ONE_DAY)
            self._covered(self._step(date(edge, 12, 31) if count > 0 else date(edge, 1, 1), step))
        return self._worked[place + count]

    def next_working(self, day: date) -> date:
        """`day` where it is worked, else the first working day after it."""
        while not self.is_working(day):
            day = self._step(day, ONE_DAY)
        return day

    def previous_working(self, day: date) -> date:
        """`day` where it is worked, else the last working day before it."""
        while not self.is_working(day):
            day = self._step(day, -ONE_DAY)
        return day

    def working_days_between(self, earlier: date, later: date) -> int:
        """How many days of (earlier, later] are worked; negative where `later` is the earlier one.

        For working days it undoes `add_working_days`.
        """
        if later < earlier:
            return -self.working_days_between(later, earlier)
        self._covered(earlier)
        self._covered(later)
        weeks, rest = divmod((later - earlier).days, 7)
        ordinary = weeks * (7 - len(self.weekend)) + sum(
            not self._is_weekend(earlier + ONE_DAY * place) for place in range(1, rest + 1)
        )
        off, extra = (
            bisect_right(days, later) - bisect_right(days, earlier) for days in (self._off, self._extra)
        )
        return ordinary - off + extra

    def working_days_in(self, first: date, last: date) -> list[Day]:
        """Each day from `first` to `last`, both included, with its kind; backwards where last < first."""
        step = ONE_DAY if last >= first else -ONE_DAY
        return [self.day(first + step * index) for index in range(abs((last - first).days) + 1)]

    @cached_property
    def _worked(self) -> Sequence[date]:
        """The days that are worked, in order."""
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        days = (first + timedelta(days=place) for place in range((last - first).days + 1))
        return [day for day in days if self.is_working(day)]

    @cached_property
    def _off(self) -> Sequence[date]:
        """The days that would be worked and are not, in order."""
        return sorted(day for day in self.off if not self._is_weekend(day))

    @cached_property
    def _extra(self) -> Sequence[date]:
        """The days of weekends that are worked, in order."""
        return sorted(day for day in self.extra if self._is_weekend(day) and day not in self.off)

    def _is_weekend(self, day: date) -> bool:
        return day.weekday() in self.weekend

    def _step(self, day: date, step: timedelta) -> date:
        try:
            return day + step
        except OverflowError:  # the end of what datetime can say
            raise CalendarEnds(None, self.version, self.first_year, self.last_year) from None

    def _covered(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarEnds(day, self.version, self.first_year, self.last_year)
