"""Once a day, at the hour somebody chose: what waits, what is late, what came back. Nothing to say, no mail."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from notifications.deliveries import EMAIL, Message, queue
from notifications.preferences import Preference, preference_of
from notifications.tables import preference
from organisation.errors import StaffUnknown
from organisation.viewer import Viewer, viewer_of
from periods.calendar import WorkingCalendar
from workflows.bands import OVERDUE
from workflows.deadlines import ZONE, working_calendar
from workflows.inbox import Inbox, inbox
from workflows.inbox_rows import InboxRow

AT_A_TIME = 50
MOST_LINES = 20
TASKS = "/tasks"
TITLES: Mapping[str, Mapping[str, str]] = {
    "draft": {"vi": "Soạn báo cáo", "en": "Draft the report for"},
    "approve": {"vi": "Duyệt báo cáo", "en": "Approve the report for"},
    "accept": {"vi": "Tiếp nhận báo cáo", "en": "Receive the report for"},
}
OF_CORRECTIONS: Mapping[str, Mapping[str, str]] = {
    "draft": {"vi": "Soạn đính chính báo cáo", "en": "Correct the report for"},
    "approve": {"vi": "Duyệt đính chính báo cáo", "en": "Approve the correction of the report for"},
    "accept": {"vi": "Tiếp nhận đính chính báo cáo", "en": "Receive the correction of the report for"},
}


def write_digests(database: Database, now: datetime) -> None:
    """Queue the digests whose hour has come, a bounded part of them. One day and one person: one mail, once."""
    with database.read() as session:
        if session.execute(_due(now).limit(1)).first() is None:
            return
    database.transact(lambda session: _write_due(session, now))


def _write_due(session: Session, now: datetime) -> None:
    calendar = working_calendar(session, now)
    for row in _claim(session, now):
        chosen = preference_of(session, row.staff_key)
        if _is_day_of(row.next_digest_at, now, calendar) and chosen.wants_digest:
            _write(session, chosen, now)
        plan_digest(session, row.staff_key, now)


def plan_digest(session: Session, staff_key: int, now: datetime) -> None:
    """Set the next hour of somebody's digest, or none where none is wanted."""
    chosen = preference_of(session, staff_key)
    when = next_digest(chosen.digest_at, now, working_calendar(session, now)) if chosen.wants_digest else None
    this = preference.c.staff_key == staff_key
    session.execute(preference.update().where(this).values(next_digest_at=when))


def next_digest(hour: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The first moment after now that is this hour of a working day, where the units are."""
    local, at = now.astimezone(ZONE), time.fromisoformat(hour)
    first = local.date() if local.time() < at else local.date() + timedelta(days=1)
    day = first if calendar.is_working(first) else calendar.next_working(first)
    return datetime.combine(day, at, tzinfo=ZONE)


def _due(now: datetime) -> sa.Select[Any]:
    return (
        sa.select(preference.c.staff_key)
        .where(preference.c.next_digest_at <= now)
        .order_by(preference.c.next_digest_at, preference.c.staff_key)
    )


def _claim(session: Session, now: datetime) -> list[Any]:
    """Those whose hour has come, with that hour. Until the transaction ends nobody else gets them."""
    due = _due(now).add_columns(preference.c.next_digest_at).limit(AT_A_TIME)
    return list(session.execute(due.with_for_update(skip_locked=True)))


def _is_day_of(planned: datetime, now: datetime, calendar: WorkingCalendar) -> bool:
    """After a downtime over night yesterday's digest is not sent in the small hours: the next one comes."""
    day = now.astimezone(ZONE).date()
    return planned.astimezone(ZONE).date() == day and calendar.is_working(day)


def _write(session: Session, chosen: Preference, now: datetime) -> None:
    try:
        viewer = viewer_of(session, chosen.staff_key, now)
    except StaffUnknown:  # switched off since
        return
    found = inbox(session, viewer, now, scope="mine")
    if found.counts["mine"]:
        queue(session, EMAIL, [_message(viewer, found, now)], now)


def _message(viewer: Viewer, found: Inbox, now: datetime) -> Message:
    day = now.astimezone(ZONE).date()
    return Message(
        event=f"digest:{day.isoformat()}",
        recipient=f"staff:{viewer.staff_key}",
        words="digest",
        facts=_facts(found, day),
        about=f"staff:{viewer.staff_key}",
        rule="digest",
        link=TASKS,
        lines=[_line(row) for row in found.rows[:MOST_LINES]],
    )


def _facts(found: Inbox, day: date) -> dict[str, Any]:
    came_back = [row for row in found.rows if row.returns and row.element == "draft"]
    return {
        "day": f"{day:%d/%m/%Y}",
        "waiting": found.counts["mine"],
        "late": found.bands[OVERDUE],
        "returned": len(came_back),
    }


def _line(row: InboxRow) -> dict[str, Any]:
    due = "" if row.due_at is None else f"{row.due_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
    until = {"vi": f", hạn {due}", "en": f", due {due}"} if due else {"vi": "", "en": ""}
    text = {
        language: f"{_called(row, language)}: {row.unit_name}{until[language]}" for language in ("vi", "en")
    }
    return {"text": text, "link": f"{TASKS}/{row.task_key}"}


def _called(row: InboxRow, language: str) -> str:
    if not row.of_report:
        return f"{row.name[language]}, {row.title[language]}"
    titles = TITLES if row.attempt == 1 else OF_CORRECTIONS
    return f"{titles.get(row.element, row.name)[language]} {row.title[language]}"
