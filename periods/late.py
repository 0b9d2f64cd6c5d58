"""How far a moment is from a due date, said the way staff count: full working days, below one in hours.

A working day is full when the same time of day is reached on the next working day: due Friday 17:00, it is
one working day late on Monday 17:00. Hours are hours of the clock; where a weekend lies between, so that
24 of them are no working day yet, it says "less than 1 working day".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from periods.calendar import WorkingCalendar
from periods.dated import in_zone
from periods.words import Words, working_days_text

HOURS_IN_A_DAY = 24
ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Lateness:
    """A distance from a due date, before or after it.

    `late`: the due date has passed (at the very moment it has not). `working_days` and `hours` are full
    ones, both counted from zero upward, late or not. `today`: not late, and due on the same day.
    """

    late: bool
    working_days: int
    hours: int
    today: bool

    @property
    def words(self) -> Words:
        """Such as "trễ 1 ngày làm việc", "trễ 16 giờ", "còn 2 ngày làm việc", "hôm nay, còn 8 giờ"."""
        amount = self._amount()
        if self.late:
            return {"vi": f"trễ {amount['vi']}", "en": f"{amount['en']} late"}
        if self.today:
            return {"vi": f"hôm nay, còn {amount['vi']}", "en": f"today, {amount['en']} left"}
        return {"vi": f"còn {amount['vi']}", "en": f"{amount['en']} left"}

    def _amount(self) -> Words:
        if self.working_days:
            return working_days_text(self.working_days)
        if self.hours >= HOURS_IN_A_DAY:
            return {"vi": "dưới 1 ngày làm việc", "en": "less than 1 working day"}
        if not self.hours:
            return {"vi": "dưới 1 giờ", "en": "less than 1 hour"}
        return {"vi": f"{self.hours} giờ", "en": f"{self.hours} {'hour' if self.hours == 1 else 'hours'}"}


def lateness(due: datetime, moment: datetime, calendar: WorkingCalendar, zone: tzinfo) -> Lateness:
    """How late `moment` is for `due`, or how much is left; both aware. Raises `CalendarEnds`."""
    due, moment = in_zone(due, zone), in_zone(moment, zone)
    late = moment > due
    earlier, later = (due, moment) if late else (moment, due)
    return Lateness(
        late=late,
        working_days=_full_working_days(earlier, later, calendar),
        hours=(later - earlier) // ONE_HOUR,
        today=not late and moment.date() == due.date(),
    )


def _full_working_days(earlier: datetime, later: datetime, calendar: WorkingCalendar) -> int:
    days = calendar.working_days_between(earlier.date(), later.date())
    unfinished = calendar.is_working(later.date()) and later.time() < earlier.time()
    return max(0, days - unfinished)
