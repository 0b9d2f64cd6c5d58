"""How the demo's offices behave: most are on time, some late, some silent, one is returned twice.

Everything follows from a unit's place in the tree, so that a demo gives the same counts every time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from periods.calendar import WorkingCalendar
from workflows.deadlines import ZONE


@dataclass(frozen=True)
class Behaviour:
    """What a unit does in the month. `returns` is how often the unit above sends its report back."""

    silent: bool
    late: bool
    nil: bool
    returns: int
    sent_back_by_head: bool
    slow_receiver: bool
    minutes: int


@dataclass(frozen=True)
class Share:
    """One place in `every`, counted from `first`."""

    every: int
    first: int

    def holds(self, place: int) -> bool:
        """Whether a place is among them."""
        return place % self.every == self.first


LATE_ABOVE = Share(every=19, first=18)
SILENT = Share(every=29, first=7)
LATE = Share(every=13, first=5)
NIL = Share(every=9, first=4)
RETURNED = Share(every=17, first=3)
SENT_BACK = Share(every=31, first=2)
SLOW_RECEIVER = Share(every=23, first=11)
TWICE_RETURNED = 12


def behaviour_of(place: int, *, lowest: bool) -> Behaviour:
    """The behaviour of the unit at a place of the tree (0 is the root). Only the lowest level is unreliable."""
    silent = lowest and SILENT.holds(place)
    late = LATE.holds(place) if lowest else LATE_ABOVE.holds(place)
    returns = int(RETURNED.holds(place)) if place != TWICE_RETURNED else 2
    return Behaviour(
        silent=silent,
        late=late and not silent,
        nil=lowest and NIL.holds(place),
        returns=returns if lowest else 0,
        sent_back_by_head=lowest and SENT_BACK.holds(place),
        slow_receiver=lowest and SLOW_RECEIVER.holds(place),
        minutes=place * 37 % 420,
    )


MORNING = time(8, 0)
DAYS_AHEAD = (0, 0, 0, 1, 1, 2, 3)


def draft_time(behaviour: Behaviour, created: datetime, due: datetime, calendar: WorkingCalendar) -> datetime:
    """When the clerk sends the draft: on one of the last four working days, mostly the last, or a day late."""
    local = due.astimezone(ZONE).date()
    if behaviour.late:
        day = calendar.add_working_days(local, 1)
    else:
        last = calendar.previous_working(local)
        day = calendar.add_working_days(last, -DAYS_AHEAD[behaviour.minutes % len(DAYS_AHEAD)])
    wanted = _at(day, behaviour.minutes // 2)
    return max(wanted, created + timedelta(minutes=20))


def approve_time(behaviour: Behaviour, created: datetime) -> datetime:
    """When the head decides: within the hour or so."""
    return created + timedelta(minutes=15 + behaviour.minutes % 50)


def receive_time(behaviour: Behaviour, created: datetime, calendar: WorkingCalendar) -> datetime:
    """When the unit above decides: the next working morning, or three working days later when it is slow."""
    day = calendar.add_working_days(created.astimezone(ZONE).date(), 3 if behaviour.slow_receiver else 1)
    return _at(day, behaviour.minutes % 200)


def correction_time(behaviour: Behaviour, created: datetime, calendar: WorkingCalendar) -> datetime:
    """When a returned report is sent again: the next working day."""
    day = calendar.add_working_days(created.astimezone(ZONE).date(), 1)
    return _at(day, 60 + behaviour.minutes % 200)


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=ZONE) + timedelta(minutes=minutes)
