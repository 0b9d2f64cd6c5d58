"""Verifying and handling an issue, and asking for more time: who asked, for how long, and what was decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.check import Problem
from organisation.roles import HEAD, group
from organisation.units import unit_by_handle
from periods.dated import Dated
from periods.set_date import set_date
from periods.words import day_text
from workflows.completion import Completion
from workflows.deadlines import ZONE, working_calendar
from workflows.issues.handling.steps import charge_of, desk_and_head, issue_of, named_of, told_of, why_of
from workflows.issues.record import Change, change_issue, how_dated, issue_row
from workflows.issues.tables import issue_event
from workflows.open_task import TaskFacts
from workflows.set_days import moved_date, moved_problems

ASKED, EXTENDED, NOT_EXTENDED = "asks_time", "extended", "not_extended"
DECIDED_WITHIN = 2
"""Working days in which the head decides about more time."""


def verify(done: Completion) -> dict[str, Any]:
    """The desk says what it found, and whether there is anything to handle."""
    finding, evidence = done.answers["finding"], done.answers.get("evidence") or ""
    change = Change("verified", became=done.answers["decision"])
    change_issue(done.session, issue_of(done), change, why_of(done, reason=finding, evidence=evidence))
    return {"decision": done.answers["decision"]}


def handle(done: Completion) -> dict[str, Any]:
    """The desk has handled it, or asks for more time."""
    row = issue_of(done)
    handled = why_of(done, reason=done.answers["measures"])
    row = change_issue(done.session, row, Change("handled", became=done.answers["decision"]), handled)
    if done.answers["decision"] == "done":
        return {"decision": "done"}
    asked = Change(ASKED, _day(row), done.answers["new_due"])
    row = change_issue(done.session, row, asked, why_of(done, reason=done.answers["reason"]))
    reviewer = reviewer_of(done, row)
    done.tell("matter_waiting", [group(reviewer, HEAD)], told_of(done.session, row))
    calendar = working_calendar(done.session, done.now)
    until = calendar.add_working_days(done.now.astimezone(ZONE).date(), DECIDED_WITHIN)
    at = set_date(until, {"vi": "", "en": ""}, calendar, ZONE).at
    return {"decision": "extend", "stage": "handle", "extend_by": at.isoformat()}


def decide_extension(done: Completion) -> dict[str, Any]:
    """The head grants more time, until a day of his own choice, or does not."""
    row, reason = issue_of(done), done.answers["reason"]
    desk = desk_and_head(done, charge_of(done.session, row).handle)
    if done.answers["decision"] == "refuse":
        change_issue(done.session, row, Change(NOT_EXTENDED, _day(row)), why_of(done, reason=reason))
        text = {"vi": f"không được gia hạn: {reason}", "en": f"no more time is given: {reason}"}
        done.tell("matter_told", desk, named_of(done.session, row) | {"text": text})
        return {"decision": "refuse"}
    due = _extended(done, row)
    until, dates = due.at.astimezone(ZONE).date().isoformat(), {"answer": due, "handle": due}
    change = Change(EXTENDED, _day(row), until, {"due_at": due.at}, dates)
    row = change_issue(done.session, row, change, why_of(done, reason=reason))
    text = {
        "vi": f"gia hạn đến {day_text(due.at.astimezone(ZONE).date())}",
        "en": f"has time until {day_text(due.at.astimezone(ZONE).date())}",
    }
    done.tell("matter_told", desk, named_of(done.session, row) | {"text": text})
    return {"decision": "grant", "due": due.at.isoformat(), "handle_by": due.at.isoformat()}


def extensions(session: Session, key: int) -> int:
    """How often more time was given."""
    query = sa.select(sa.func.count()).where(issue_event.c.issue_key == key, issue_event.c.what == EXTENDED)
    return int(session.execute(query).scalar_one())


def reviewer_of(done: Completion, row: Any) -> str:
    """The handle of the unit whose head reviews the work: of an agency's, the unit that gave it the issue."""
    charge = charge_of(done.session, row)
    if charge.kind == "unit":
        return charge.handle
    gave = done.session.execute(
        sa.select(issue_event.c.was)
        .where(issue_event.c.issue_key == row.key, issue_event.c.what == "charge")
        .order_by(issue_event.c.number.desc())
        .limit(1)
    ).scalar_one()
    return unit_by_handle(done.session, gave).handle


def check_new_date(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """A date is moved to a later day."""
    if answers.get("decision") not in {"extend", "grant"} or not answers.get("new_due") or not facts.subject:
        return ()
    row = issue_row(session, facts.subject.key)
    return moved_problems("new_due", answers["new_due"], row.due_at or row.received_at, now)


def _extended(done: Completion, row: Any) -> Dated:
    known = how_dated(done.session, row.key, "answer")
    steps, before = known.steps if known else (), row.due_at or row.received_at
    return moved_date(done.session, done.answers["new_due"], done.answers["reason"], before, steps, done.now)


def _day(row: Any) -> str:
    return row.due_at.astimezone(ZONE).date().isoformat() if row.due_at else ""
