"""An answer sets out to all who wait for it: callers by their contact or receipt, units by a notice.

It goes to everybody who told of the issue or of one that was merged into it, once for each answer. Who told of one
that was answered before it was merged has had his answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from engine.cancel import cancel_instance
from engine.errors import InstanceGone, NotDeployed
from engine.host import Host
from organisation.tables import unit
from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.hours import HOURS
from workflows.callers.rule import rule_for
from workflows.callers.tables import issue_contact
from workflows.deadlines import ZONE, working_calendar
from workflows.delivery.tables import WAITS, answer_delivery
from workflows.delivery.words import CONTACT, DELIVERED, KIND, RECEIPT, UNIT, WITHDRAWN
from workflows.issues.merging import STILL_WAIT
from workflows.issues.record import issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue_answer, issue_source
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS = "answer_delivery"
_KEEP = Prepared(sa.insert(answer_delivery))


@dataclass(frozen=True)
class SetOut:
    """What has set out: the units that are told of it, and the latest date by which a caller is to be reached."""

    units: Sequence[int]
    callers: int
    until: datetime | None


def set_out(session: Session, about: Any, answer_key: int | None, now: datetime) -> SetOut:
    """Note for everybody who waits that the answer to an issue (`issue_row`) is on its way; each once."""
    return _note(session, about.key, answer_key, about.key, now)


def tell_closed(session: Session, host: Host, about: Any, *, actor: str, now: datetime) -> None:
    """An issue was closed without an answer: whoever waits is told why. Nothing waits for it."""
    set_out(session, about, None, now)
    _start(session, host, waiting(session, about.key), actor, now)


def tell_joined(session: Session, host: Host, joined: int, into: Any, *, actor: str, now: datetime) -> None:
    """An issue joined another one (`issue_row`). Where that one was answered its answer is what the callers get.

    Where it was closed without one, or only a report calls it answered, that is what they are told. Callers of
    an issue that was answered itself have been told.
    """
    if into.state in TO_ANSWER or issue_row(session, joined).state not in TO_ANSWER:
        return
    _note(session, into.key, _sent(session, into.key), joined, now)
    _start(session, host, waiting(session, into.key, joined), actor, now)


def waiting(session: Session, issue_key: int, came_as: int | None = None) -> list[dict[str, Any]]:
    """One item for each caller of an issue who is to be told and whom nobody tells yet.

    With `came_as` only for those who raised this issue or one that joined it.
    """
    given: dict[str, int] = {}
    query = (
        sa.select(answer_delivery, unit.c.handle)
        .join(unit, unit.c.key == answer_delivery.c.unit_key)
        .where(answer_delivery.c.issue_key == issue_key, WAITS, answer_delivery.c.instance_key.is_(None))
        .order_by(answer_delivery.c.key)
    )
    if came_as is not None:  # the handling itself is about to tell the others
        of_these = sa.select(issue_source.c.key).where(issue_source.c.issue_key.in_(STILL_WAIT))
        query, given = query.where(answer_delivery.c.source_key.in_(of_these)), {"into": came_as}
    return [
        {
            "unit": row.handle,
            KIND: row.key,
            "due": row.due_at.astimezone(ZONE).isoformat(),
            "closes": row.closes_at.astimezone(ZONE).isoformat(),
        }
        for row in session.execute(query, given)
    ]


def withdraw(session: Session, host: Host, issue_key: int, *, actor: str, now: datetime) -> None:
    """The issue is taken up again: nobody is told an answer any more that does not hold."""
    rows = session.execute(
        sa.update(answer_delivery)
        .where(answer_delivery.c.issue_key == issue_key, answer_delivery.c.outcome.is_(None))
        .values(outcome=WITHDRAWN, at=now)
        .returning(answer_delivery.c.instance_key)
    ).all()
    for row in rows:
        if row.instance_key is None:
            continue
        try:
            cancel_instance(session, host, row.instance_key, actor=actor, now=now, reason="reopened")
        except InstanceGone:  # it has ended by itself meanwhile
            continue


def _start(
    session: Session, host: Host, items: Sequence[Mapping[str, Any]], actor: str, now: datetime
) -> None:
    for item in items:
        subject = Subject(KIND, item[KIND])
        given = {"due": item["due"], "closes": item["closes"]}
        try:
            start_matter(session, host, PROCESS, subject, given, unit=item["unit"], actor=actor, now=now)
        except NotDeployed:  # a store from before: it stands in the list of what was not delivered
            return


def _sent(session: Session, issue_key: int) -> int | None:
    """The answer that was sent last."""
    return session.execute(
        sa.select(issue_answer.c.key)
        .where(issue_answer.c.issue_key == issue_key, issue_answer.c.sent_at.is_not(None))
        .order_by(issue_answer.c.number.desc())
        .limit(1)
    ).scalar_one_or_none()


def _note(session: Session, issue_key: int, answer_key: int | None, told_as: int, now: datetime) -> SetOut:
    calendar = working_calendar(session, now)
    rows: list[dict[str, Any]] = []
    units: dict[int, bool] = {}
    for source in _sources(session, told_as, answer_key):
        path = CONTACT if source.has_contact else RECEIPT if source.receipt else UNIT
        if path == UNIT and source.unit_key in units:
            continue
        if path == UNIT:
            units[source.unit_key] = True
        same = {"issue_key": issue_key, "answer_key": answer_key, "made_at": now}
        how = _dates(session, source.channel, calendar, now) if path == CONTACT else _told(path, now)
        rows.append({**same, "source_key": source.key, "unit_key": source.unit_key, "path": path, **how})
    _KEEP.each(session, rows)
    due = [row["due_at"] for row in rows if row["path"] == CONTACT]
    return SetOut(list(units), len(due), max(due, default=None))


def _sources(session: Session, key: int, answer_key: int | None) -> Sequence[Any]:
    """All times that an issue and those with it came, of which this answer has not set out yet; oldest first."""
    if answer_key is None:
        return _NOT_YET.run(session, {"into": key}).all()
    return _WITHOUT_ANSWER.run(session, {"into": key, "answer": answer_key}).all()


_NOTED = sa.exists().where(answer_delivery.c.source_key == issue_source.c.key)
_NOT_SET_OUT = (
    sa.select(
        issue_source.c.key,
        issue_source.c.unit_key,
        issue_source.c.channel,
        issue_source.c.receipt,
        issue_contact.c.source_key.is_not(None).label("has_contact"),
    )
    .outerjoin(issue_contact, issue_contact.c.source_key == issue_source.c.key)
    .where(issue_source.c.issue_key.in_(STILL_WAIT))
    .order_by(issue_source.c.key)
)
_NOT_YET = Prepared(_NOT_SET_OUT.where(~_NOTED.where(WAITS)))
_WITHOUT_ANSWER = Prepared(
    _NOT_SET_OUT.where(~_NOTED.where(answer_delivery.c.answer_key == sa.bindparam("answer")))
)


def _told(path: str, now: datetime) -> Mapping[str, Any]:
    told = {"outcome": DELIVERED, "how": "notice", "at": now} if path == UNIT else {}
    return {**dict.fromkeys(("due_at", "closes_at", "due_words", "outcome", "how", "at")), **told}


def _dates(session: Session, channel: str, calendar: WorkingCalendar, now: datetime) -> Mapping[str, Any]:
    """Until when a caller is to be reached, and from when on nobody tries any more."""
    rule = rule_for(session, channel)
    due = _end_of_day(calendar, now, rule.deliver)
    begun = f"{now.astimezone(ZONE):%d/%m/%Y}"
    words = {
        "vi": f"trả lời ngày {begun} + {rule.deliver} ngày làm việc để báo = {due:%d/%m/%Y}",
        "en": f"answered on {begun} + {rule.deliver} working days to tell it = {due:%d/%m/%Y}",
    }
    dated = Dated(due, words, (), calendar.version)
    closes = _end_of_day(calendar, due, rule.give_up)
    return {**_told(CONTACT, now), "due_at": due, "closes_at": closes, "due_words": dated.to_json()}


def _end_of_day(calendar: WorkingCalendar, start: datetime, days: int) -> datetime:
    day = calendar.add_working_days(start.astimezone(ZONE).date(), days)
    return datetime.combine(day, HOURS[-1][1], ZONE)
