"""How urgent a task is: overdue, due soon, or later. One rule for the inbox's headings, counts and order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from periods.calendar import WorkingCalendar
from workflows.deadlines import ZONE

OVERDUE, SOON, LATER = "overdue", "soon", "later"
BANDS = (OVERDUE, SOON, LATER)
SOON_DAYS = 2

Span = tuple[datetime | None, datetime | None]
"""From one moment until before another; None where there is no end."""


@dataclass(frozen=True)
class Bands:
    """The two bounds of a moment. Overdue: due before `now`. Soon: due before `soon_until`. Later: the rest."""

    now: datetime
    soon_until: datetime

    def of(self, due: datetime | None) -> str:
        """The band of a due date; what has none can wait."""
        if due is None or due >= self.soon_until:
            return LATER
        return OVERDUE if due < self.now else SOON

    def spans(self) -> Mapping[str, Span]:
        """The same as spans of due dates."""
        return {
            OVERDUE: (None, self.now),
            SOON: (self.now, self.soon_until),
            LATER: (self.soon_until, None),
        }


def bands(calendar: WorkingCalendar, now: datetime) -> Bands:
    """The bounds at a moment. Soon is what has at most 2 full working days left, counted as its row says it."""
    local = now.astimezone(ZONE)
    third = calendar.add_working_days(local.date(), SOON_DAYS + 1)
    return Bands(now, datetime.combine(third, local.timetz()))
