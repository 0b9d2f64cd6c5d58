"""How far moments are from their due dates, in the reader's words."""

from datetime import datetime

from database.session import Session
from periods.late import lateness
from web.visit import Visit
from workflows.deadlines import working_calendar


class Distances:
    """Counts with the store's calendar, in the zone of the pages."""

    def __init__(self, session: Session, visit: Visit) -> None:
        self._calendar = working_calendar(session, visit.now)
        self._visit = visit

    def words(self, due: datetime, moment: datetime | None = None) -> str:
        """Such as "trễ 1 ngày làm việc" or "hôm nay, còn 8 giờ"; without a moment, from now."""
        found = lateness(due, moment or self._visit.now, self._calendar, self._visit.parts.settings.zone)
        return self._visit.pick(found.words)
