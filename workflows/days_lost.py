"""The days that returns cost, and with whom they went by: with the unit that corrects, or with the one above it.

They run from the first return until the report is accepted, or until now. Each hand-over in between closes one
stretch and opens the next, so the parts add up to the whole. What a unit takes back by itself ends the loss of the
return before. Days are counted as midnights passed, calendar days by
the date and working days by the calendar in force.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from periods.calendar import WorkingCalendar
from workflows.deadlines import ZONE, working_calendar
from workflows.returned import RETURN_FROM_ABOVE, WITHDRAWN
from workflows.tables import cycle, report, report_return, report_version


@dataclass(frozen=True)
class Days:
    """A stretch of time in both counts."""

    working: int = 0
    calendar: int = 0

    def __add__(self, other: "Days") -> "Days":
        return Days(self.working + other.working, self.calendar + other.calendar)


@dataclass(frozen=True)
class Lost:
    """Days lost with the unit that corrected, and with the unit above that read again."""

    unit: Days = Days()
    above: Days = Days()

    @property
    def total(self) -> Days:
        """Both together."""
        return self.unit + self.above

    def __add__(self, other: "Lost") -> "Lost":
        return Lost(self.unit + other.unit, self.above + other.above)

    def __bool__(self) -> bool:
        return self.total.calendar > 0


NOTHING_LOST = Lost()


def days_lost(session: Session, report_keys: Sequence[int], now: datetime) -> Mapping[int, Lost]:
    """The days lost of each of these reports; one that was never returned is left out."""
    returned = _moments(session, report_return.c.at, report_return, report_keys, now, RETURN_FROM_ABOVE)
    if not returned:
        return {}
    sent = _moments(session, report_version.c.submitted_at, report_version, sorted(returned), now)
    withdrawn = _moments(session, report_return.c.at, report_return, sorted(returned), now, WITHDRAWN)
    ends = _ends(session, sorted(returned), now)
    calendar = working_calendar(session, now)
    return {
        key: _lost(calendar, times, sent.get(key, []), withdrawn.get(key, []), ends[key])
        for key, times in returned.items()
    }


def _moments(
    session: Session,
    at: sa.Column[Any],
    table: sa.Table,
    keys: Sequence[int],
    now: datetime,
    stage: str | None = None,
) -> dict[int, list[datetime]]:
    query = sa.select(table.c.report_key, at.label("at")).where(table.c.report_key.in_(keys), at <= now)
    if stage is not None:
        query = query.where(table.c.stage == stage)
    found: dict[int, list[datetime]] = defaultdict(list)
    for row in session.execute(query.order_by(at)):
        found[row.report_key].append(row.at)
    return dict(found)


def _ends(session: Session, keys: Sequence[int], now: datetime) -> dict[int, datetime]:
    """Until when days can be lost: the acceptance, the closing of the cycle, or now."""
    rows = session.execute(
        sa.select(report.c.key, report.c.accepted_at, cycle.c.closes_at)
        .join(cycle, cycle.c.key == report.c.cycle_key)
        .where(report.c.key.in_(keys))
    )
    return {row.key: min(row.accepted_at or now, row.closes_at, now) for row in rows}


def _lost(
    calendar: WorkingCalendar,
    returned: Sequence[datetime],
    sent: Sequence[datetime],
    withdrawn: Sequence[datetime],
    end: datetime,
) -> Lost:
    lost = Lost()
    for at in returned:
        again = next((moment for moment in sent if moment > at), end)
        back = min((moment for moment in (*returned, *withdrawn) if moment > again), default=end)
        lost += Lost(_days(calendar, at, again), _days(calendar, again, back))
    return lost


def _days(calendar: WorkingCalendar, start: datetime, end: datetime) -> Days:
    first, last = start.astimezone(ZONE).date(), end.astimezone(ZONE).date()
    if last <= first:
        return Days()
    return Days(calendar.working_days_between(first, last), (last - first).days)
