"""How the whole installation stands, for those who run it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from database.session import Session
from engine.backlog import Backlog, backlog
from notifications import deliveries
from workflows.deadlines import working_calendar
from workflows.overdue import overdue_by_level


@dataclass(frozen=True)
class Standing:
    """What waits, what failed, what is late, at one moment of the reporting work."""

    now: datetime
    engine: Backlog
    overdue: Mapping[str, int]
    """Reports owed past their deadline, by level."""
    unsent: Mapping[str, deliveries.Backlog]
    """What has to leave the house and has not, by channel."""
    calendar_until: date
    """The last day the working calendar knows."""

    @property
    def timer_late(self) -> timedelta:
        """How long the oldest due timer has been waiting to fire."""
        return _late(self.engine.timer_due_at, self.now)

    @property
    def job_late(self) -> timedelta:
        """How long the oldest due job has been waiting to be done."""
        return _late(self.engine.job_due_at, self.now)


def standing(session: Session, now: datetime) -> Standing:
    """How everything stands now: reads of indexes, none of whole tables."""
    return Standing(
        now=now,
        engine=backlog(session),
        overdue=overdue_by_level(session, now),
        unsent=deliveries.backlog(session),
        calendar_until=date(working_calendar(session, now).last_year, 12, 31),
    )


def _late(due_at: datetime | None, now: datetime) -> timedelta:
    return max(now - due_at, timedelta()) if due_at is not None else timedelta()
