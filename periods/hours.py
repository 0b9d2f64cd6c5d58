"""Working hours: clocks that are shorter than a day stand still at night and on days that are not worked."""

from datetime import date, datetime, time, timedelta, tzinfo

from periods.calendar import WorkingCalendar
from periods.dated import in_zone

HOURS = ((time(8), time(12)), (time(13), time(17)))
"""When offices work, on every working day."""
A_DAY = timedelta(hours=8)
"""What they come to."""


def add_working_hours(calendar: WorkingCalendar, moment: datetime, hours: float, zone: tzinfo) -> datetime:
    """The moment at which so many hours have been worked since `moment` (before it where negative).

    8 hours are a working day. Raises `CalendarEnds` beyond the calendar.
    """
    local = in_zone(moment, zone)
    left = timedelta(hours=abs(hours))
    return _back(calendar, local, left, zone) if hours < 0 else _on(calendar, local, left, zone)


def worked_between(calendar: WorkingCalendar, start: datetime, end: datetime, zone: tzinfo) -> timedelta:
    """How much working time passes from one moment to a later one; none where `end` is not later.

    Raises `CalendarEnds` beyond the calendar.
    """
    first, last = in_zone(start, zone), in_zone(end, zone)
    if last <= first:
        return timedelta()
    if first.date() == last.date():
        return _worked_within(calendar, first, last, zone)
    midnight = datetime.combine(first.date() + timedelta(days=1), time(), zone)
    morning = datetime.combine(last.date(), time(), zone)
    between = calendar.working_days_between(first.date(), last.date() - timedelta(days=1))
    return (
        _worked_within(calendar, first, midnight, zone)
        + between * A_DAY
        + _worked_within(calendar, morning, last, zone)
    )


def _worked_within(calendar: WorkingCalendar, first: datetime, last: datetime, zone: tzinfo) -> timedelta:
    """The same within one day."""
    return sum(
        (
            max(min(ends, last) - max(opens, first), timedelta())
            for opens, ends in _worked(calendar, first.date(), zone)
        ),
        timedelta(),
    )


def _on(calendar: WorkingCalendar, moment: datetime, left: timedelta, zone: tzinfo) -> datetime:
    day = moment.date()
    while True:
        for opens, ends in _worked(calendar, day, zone):
            begins = max(opens, moment)
            if begins < ends and begins + left <= ends:
                return begins + left
            left -= max(ends - begins, timedelta())
        day = calendar.add_working_days(day, 1)


def _back(calendar: WorkingCalendar, moment: datetime, left: timedelta, zone: tzinfo) -> datetime:
    day = moment.date()
    while True:
        for begins, closes in reversed(_worked(calendar, day, zone)):
            ends = min(closes, moment)
            if begins < ends and ends - left >= begins:
                return ends - left
            left -= max(ends - begins, timedelta())
        day = calendar.add_working_days(day, -1)


def _worked(calendar: WorkingCalendar, day: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    if not calendar.is_working(day):
        return []
    return [
        (datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)) for begins, ends in HOURS
    ]
