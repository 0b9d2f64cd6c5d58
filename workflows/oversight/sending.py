"""Sending an issue to an oversight body: the case starts, and the issue says that it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from engine.decisions import newest_decisions
from engine.host import Host
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import Unit, unit_by_key
from periods.dated import Dated
from periods.errors import RuleMissing
from workflows.deadlines import working_calendar
from workflows.desk import desk_of
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.offices import SYSTEM
from workflows.oversight.rows import case_row
from workflows.oversight.tables import WAITING, oversight
from workflows.oversight.words import oversight_title
from workflows.set_days import evening_after
from workflows.starting import start_matter
from workflows.subject import Subject
from workflows.submission import Actor

KIND = PROCESS = "oversight"
CLOCK = "oversight_clock"
SENT = "oversight"
"""The event of the issue."""
_OPINION = {"vi": "để cho ý kiến", "en": "to give an opinion"}
_CLOSED = {"vi": "thì đóng", "en": "until it closes"}


@dataclass(frozen=True)
class Sender:
    """Who sends: an account in an office of a group; nobody named is the system, in the control of a month."""

    actor: Actor | None = None
    group: str | None = None
    month: str | None = None


def waits_already(session: Session, issue_key: int) -> bool:
    """Whether some body looks at it now."""
    query = sa.select(oversight.c.key).where(oversight.c.issue_key == issue_key, WAITING)
    return session.execute(query.limit(1)).first() is not None


def send_to_body(
    session: Session,
    host: Host,
    issue_key: int,
    body: Unit,
    why: Mapping[str, str],
    sender: Sender,
    now: datetime,
) -> int | None:
    """Start a case of an issue at a body. Returns its key; None where one is open already."""
    one_at_a_time(session, f"oversight:{issue_key}")
    if waits_already(session, issue_key):
        return None
    row = issue_row(session, issue_key)
    due, closes = case_dates(session, row.urgency, now)
    key = _put(session, row, body, why, sender, due, closes, now)
    given = {"due": due.at.isoformat(), "closes": closes.at.isoformat()}
    actor = str(sender.actor.staff_key) if sender.actor else "system"
    start_matter(session, host, PROCESS, Subject(KIND, key), given, unit=body.handle, actor=actor, now=now)
    change_issue(session, row, Change(SENT, became=body.handle), Why(now, sender.actor, reason=why["vi"]))
    _tell(session, key, row, body, due.at, now)
    return key


def case_dates(session: Session, urgency: str, now: datetime) -> tuple[Dated, Dated]:
    """Until when an opinion is given, and when the case closes without one. Raises RuleMissing."""
    row = newest_decisions(session, CLOCK).evaluate(CLOCK, {"urgency": urgency})
    if not isinstance(row, Mapping):
        raise RuleMissing(CLOCK, {"urgency": urgency})
    calendar = working_calendar(session, now)
    due = evening_after(local_day(now), int(row["opinion"]), _OPINION, calendar)
    return due, evening_after(due.at.date(), int(row["closes"]), _CLOSED, calendar)


def _put(
    session: Session,
    row: Any,
    body: Unit,
    why: Mapping[str, str],
    sender: Sender,
    due: Dated,
    closes: Dated,
    now: datetime,
) -> int:
    return int(
        session.execute(
            sa.insert(oversight)
            .values(
                issue_key=row.key,
                unit_key=body.key,
                handle=body.handle,
                unit_name=body.name,
                from_unit_key=row.charge_unit_key,
                from_name=unit_by_key(session, row.charge_unit_key).name,
                month=sender.month,
                why=dict(why),
                office=dict(sender.actor.office if sender.actor else SYSTEM),
                sent_by=sender.actor.staff_key if sender.actor else None,
                sent_group=sender.group,
                sent_at=now,
                due_at=due.at,
                due_words=due.to_json(),
                closes_at=closes.at,
            )
            .returning(oversight.c.key)
        ).scalar_one()
    )


def _tell(session: Session, key: int, row: Any, body: Unit, due: datetime, now: datetime) -> None:
    """The body has work, and the unit in charge knows that its issue was sent."""
    subject, charge = str(Subject(KIND, key)), unit_by_key(session, row.charge_unit_key)
    title = oversight_title(case_row(session, key))
    notify(
        session,
        key=f"{subject}:asked",
        recipients=[desk_of(session, body.handle, now), group(body.handle, HEAD)],
        words="matter_assigned",
        facts={"title": title, "unit": body.name, "due": due.isoformat()},
        about=subject,
        rule="matter_assigned",
        now=now,
    )
    text = {"vi": f"đã chuyển đến {body.name}", "en": f"was sent to {body.name}"}
    notify(
        session,
        key=f"{subject}:sent",
        recipients=[desk_of(session, charge.handle, now), group(charge.handle, HEAD)],
        words="matter_told",
        facts={"title": title, "unit": charge.name, "text": text},
        about=subject,
        rule="matter_told",
        now=now,
    )
