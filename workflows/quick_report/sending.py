"""Sending a quick report: it enters the register at once, and everybody on its way is told in the same moment.

Nobody approves it first: an event is told by whoever is on duty, and his head is told with the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from forms.check import Problem, check_answers
from forms.form import Form, Option
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, LEADER, RECEIVER, group
from organisation.units import Unit, unit_by_key
from organisation.viewer import Post, Viewer
from workflows.completion import ProblemsFound
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.channels import ORDINARY_CHANNEL
from workflows.issues.entering import Came, Raised, begin_soon, enter_issue, first_dates
from workflows.issues.parties import line_above
from workflows.issues.raising import choices_of, raising_post, unit_of_area
from workflows.issues.record import Why
from workflows.issues.taxonomy import field_of
from workflows.offices import acting_office, office_of
from workflows.printing import unprintable_letters
from workflows.quick_report.clock import FOLLOW, RECEIVE, REPORT, Clock, clock_for
from workflows.quick_report.route import Route, route_for
from workflows.quick_report.rows import KIND, RECEIPT, TOLD, WAITING, receipts_of, report_row
from workflows.quick_report.tables import quick_receipt, quick_report
from workflows.quick_report.words import quick_title
from workflows.register import next_document_number
from workflows.starting import start_matter
from workflows.subject import Subject
from workflows.submission import Actor

FORM = "quick_report"
PROCESS = "quick_report"
OLDEST = timedelta(days=30)


@dataclass(frozen=True)
class _Sending:
    """What is known while a report is sent."""

    unit: Unit
    post: Post
    actor: Actor
    said: Mapping[str, Any]
    happened: datetime
    clock: Clock
    route: Route
    now: datetime


def quick_choices(session: Session, viewer: Viewer, now: datetime) -> Mapping[str, Sequence[Option]]:
    """The choices of the form for whoever reports. NotYourRole for those that take no issues down."""
    return choices_of(session, raising_post(viewer), now)


def send_quick_report(
    session: Session, host: Host, viewer: Viewer, form: Form, answers: Mapping[str, Any], *, now: datetime
) -> int:
    """Send a quick report. Returns its key. ProblemsFound says what to mend, field by field."""
    sending = _checked(session, viewer, form, answers, now)
    issue = _enter(session, sending)
    key = _put_down(session, sending, issue.key)
    _address(session, sending, key)
    row = report_row(session, key)
    start_matter(
        session,
        host,
        PROCESS,
        Subject(KIND, key),
        _variables(session, sending, row),
        unit=row.unit,
        actor=str(viewer.staff_key),
        now=now,
    )
    tell_all(session, row, now)
    return key


def _checked(
    session: Session, viewer: Viewer, form: Form, answers: Mapping[str, Any], now: datetime
) -> _Sending:
    post = raising_post(viewer)
    options = choices_of(session, post, now)
    checked = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    problems = checked.problems or _time_problems(checked.answers, now)
    if problems:
        raise ProblemsFound(problems)
    said = checked.answers
    own, office = unit_by_key(session, post.unit_key or 0), group(post.unit, post.role)
    actor = Actor(viewer.staff_key, acting_office(viewer, office, office_of(session, office)))
    by = {"field": field_of(said["category"]), "urgency": said["urgency"], "level": own.level}
    return _Sending(
        unit=own,
        post=post,
        actor=actor,
        said=said,
        happened=_moment(said["happened_at"]),
        clock=clock_for(session, **by),
        route=route_for(session, own.key, **by, on=local_day(now)),
        now=now,
    )


def _moment(text: str) -> datetime:
    """What a page sends carries no zone: it is ours."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def _time_problems(said: Mapping[str, Any], now: datetime) -> list[Problem]:
    if now - OLDEST <= _moment(said["happened_at"]) <= now:
        return []
    words = {
        "vi": f"Ghi giờ đã qua, trong {OLDEST.days} ngày gần đây.",
        "en": f"Give an hour that has passed, within the last {OLDEST.days} days.",
    }
    return [Problem("happened_at", words, words)]


def _enter(session: Session, sending: _Sending) -> Any:
    """Its issue: handled like any other, and counted once, whoever tells of it later."""
    said, mine = sending.said, sending.unit.key
    place = unit_of_area(session, said["area"])
    raised = Raised(
        unit_key=mine,
        raised_unit_key=mine,
        charge_unit_key=mine,
        place_unit_key=place or mine,
        area=WHOLE_UNIT if place else said["area"],
        category=said["category"],
        channel=ORDINARY_CHANNEL,
        urgency=said["urgency"],
        summary=said["summary"],
        raised_on=local_day(sending.now),
        mentions=int(said["mentions"]),
        above=line_above(session, mine, sending.now),
    )
    came = Came(KIND, mine, ORDINARY_CHANNEL, int(said["mentions"]), said["summary"])
    dates = first_dates(session, raised, sending.now)
    entered = enter_issue(session, raised, came, Why(sending.now, sending.actor), dates)
    begin_soon(session, entered.key)
    return entered


def _put_down(session: Session, sending: _Sending, issue_key: int) -> int:
    said, now = sending.said, sending.now
    year, over = now.astimezone(ZONE).year, bool(said.get("over"))
    first = sending.clock.until(session, REPORT, sending.happened, now)
    due = sending.clock.until(session, FOLLOW, now, now)
    values = {
        "unit_key": sending.unit.key,
        "unit": sending.unit.handle,
        "unit_name": sending.unit.name,
        "document_year": year,
        "document_number": next_document_number(session, sending.unit.key, year),
        "sent_by": sending.post.group,
        "office": dict(sending.actor.office),
        "field": field_of(said["category"]),
        **{name: said[name] for name in ("summary", "category", "area", "urgency")},
        "mentions": int(said["mentions"]),
        **{name: (said.get(name) or "").strip() for name in ("scale", "measures", "proposals")},
        "happened_at": sending.happened,
        "report_by": first.at,
        "reported_at": now,
        "clock": dict(sending.clock.row),
        "state": "ended" if over else "open",
        "due_at": due.at,
        "due_words": due.to_json(),
        "ended_at": now if over else None,
        "issue_key": issue_key,
    }
    return int(
        session.execute(sa.insert(quick_report).values(**values).returning(quick_report.c.key)).scalar_one()
    )


def _address(session: Session, sending: _Sending, key: int) -> None:
    due = sending.clock.until(session, RECEIVE, sending.now, sending.now)
    waits: Mapping[str, Any] = {"state": WAITING, "due_at": due.at, "due_words": due.to_json()}
    told: Mapping[str, Any] = {"state": TOLD, "due_at": None, "due_words": None}
    places = [
        *((one, waits) for one in sending.route.receive),
        *((one, told) for one in sending.route.tell),
    ]
    for position, (one, how) in enumerate(places, 1):
        session.execute(
            sa.insert(quick_receipt).values(
                report_key=key,
                sender_key=sending.unit.key,
                position=position,
                unit_key=one.key,
                unit=one.handle,
                unit_name=one.name,
                over=bool(sending.said.get("over")),
                **how,
            )
        )


def _variables(session: Session, sending: _Sending, row: Any) -> dict[str, Any]:
    closes = sending.clock.closes(session, row.due_at, sending.now)
    return {
        "ended": row.state == "ended",
        "due": row.due_at.astimezone(ZONE).isoformat(),
        "closes": closes.isoformat(),
        "ladder": sending.clock.ladder(KIND),
    }


def offices_told(session: Session, handle: str, now: datetime, *, urgent: bool) -> list[str]:
    """The offices of a unit that are told of a quick report: its desks and its head; of flash, its leader, too."""
    agency = desk_of(session, handle, now)
    return [
        group(handle, RECEIVER),
        agency,
        group(handle, HEAD),
        *([group(handle, LEADER)] if urgent else []),
    ]


def tell_all(session: Session, row: Any, now: datetime) -> None:
    """Tell everybody on the way at once, and the unit's own head."""
    urgent = row.urgency == "flash"
    facts = {"title": quick_title(row), "unit": row.unit_name}
    own = str(Subject(KIND, row.key))
    text = {"vi": "đã gửi báo cáo nhanh.", "en": "has sent a quick report."}
    _notify(session, own, "matter_told", [group(row.unit, HEAD)], facts | {"text": text}, now)
    for one in receipts_of(session, row.key):
        about, to = str(Subject(RECEIPT, one.key)), offices_told(session, one.unit, now, urgent=urgent)
        if one.state == TOLD:
            _notify(session, about, "matter_told", to, facts | {"text": text}, now)
        else:
            due = one.due_at.astimezone(ZONE).isoformat()
            _notify(session, about, "matter_assigned", to, facts | {"due": due}, now)


def _notify(
    session: Session,
    about: str,
    words: str,
    recipients: Sequence[str],
    facts: Mapping[str, Any],
    now: datetime,
) -> None:
    notify(
        session,
        key=f"{about}:sent",
        recipients=list(dict.fromkeys(recipients)),
        words=words,
        facts=dict(facts),
        about=about,
        rule=words,
        now=now,
    )
