"""The answer of an issue: written, reviewed before it leaves, sent. Poor ones go back with a coded reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, group
from organisation.units import unit_by_key
from periods.dated import Dated
from workflows.completion import Completion
from workflows.deadlines import ZONE
from workflows.delivery.sending import set_out
from workflows.desk import desk_of
from workflows.issues.begin import KIND
from workflows.issues.clocks import clock_for
from workflows.issues.handling.steps import charge_of, desk_and_head, issue_of, named_of, told_of, why_of
from workflows.issues.handling.working import reviewer_of
from workflows.issues.record import (
    Change,
    Why,
    change_issue,
    issue_row,
    move_issue,
)
from workflows.issues.states import ANSWERED
from workflows.issues.tables import issue_answer
from workflows.subject import Subject
from workflows.submission import Actor

RETURNED = "answer_returned"
APPROVE, RETURN = "approve", "return"
_OF_ISSUE = issue_answer.c.issue_key == sa.bindparam("of")
_HOW_MANY = Prepared(sa.select(sa.func.count().label("number")).where(_OF_ISSUE))
_NEWEST_FIRST = issue_answer.c.number.desc()
_NEWEST = Prepared(sa.select(issue_answer).where(_OF_ISSUE).order_by(_NEWEST_FIRST).limit(1))
_NEWEST_KEY = sa.select(issue_answer.c.key).where(_OF_ISSUE).order_by(_NEWEST_FIRST).limit(1)
_WRITE = Prepared(sa.insert(issue_answer))
_REVIEW = Prepared(sa.update(issue_answer).where(issue_answer.c.key == _NEWEST_KEY.scalar_subquery()))
_SEND = Prepared(sa.update(issue_answer).where(issue_answer.c.key == sa.bindparam("of")))


def write_answer(done: Completion) -> dict[str, Any]:
    """The desk puts an answer before the head who reviews it."""
    row = issue_of(done)
    charge = charge_of(done.session, row)
    number = answers_so_far(done.session, row.key) + 1
    _WRITE.run(
        done.session,
        {
            "issue_key": row.key,
            "number": number,
            "text": done.answers["text"],
            "evidence": done.answers["evidence"],
            "unit_key": charge.key,
            "level": charge.level,
            "written_at": done.now,
            "written_by": done.viewer.staff_key,
            "office": dict(done.actor.office),
        },
    )
    change_issue(
        done.session,
        row,
        Change("answer_written", became=str(number), values={"sent_back": False}),
        why_of(done),
    )
    done.tell("matter_waiting", [group(reviewer_of(done, row), HEAD)], told_of(done.session, row))
    return {}


def review_answer(done: Completion) -> dict[str, Any]:
    """The head lets the answer leave, or sends it back; a return is counted for whoever wrote it."""
    decision, code = done.answers["decision"], done.answers.get("reason_code")
    reason = done.answers.get("reason") or ""
    _REVIEW.run(
        done.session,
        {
            "of": done.key,
            "reviewed_at": done.now,
            "review": decision,
            "review_office": dict(done.actor.office),
            "reason_code": code,
            "reason": reason,
        },
    )
    if decision == APPROVE:
        return {"decision": APPROVE}
    row, why = issue_of(done), why_of(done, reason=reason, code=code)
    number = answers_so_far(done.session, row.key)
    back = Change(RETURNED, became=str(number), values={"sent_back": True})
    change_issue(done.session, row, back, why)
    desk = desk_and_head(done, charge_of(done.session, row).handle)
    done.tell("matter_returned", desk, told_of(done.session, row) | {"reason": reason})
    return {"decision": RETURN}


def send_answer(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer leaves: the issue is answered, and the unit that raised it is asked to confirm.

    It sets out to all who told of the issue. Returns how many `callers` are to be told by somebody, and until when
    they are waited for (`deliver_until`); then until when it is confirmed: `confirm_by`, and `confirm_until`, from
    when on nobody waits for it.
    """
    key = int(variables[KIND])
    row, answer = issue_row(step.session, key), newest_answer(step.session, key)
    actor = Actor(answer.written_by, answer.office)
    why = Why(step.now, actor, reason=answer.text, evidence=answer.evidence)
    _SEND.run(step.session, {"of": answer.key, "sent_at": step.now})
    gone = set_out(step.session, row, answer.key, step.now)
    until = gone.until.astimezone(ZONE).isoformat() if gone.until else None
    dates, variables = _confirm_dates(step, row, gone.until or step.now)
    row = move_issue(step.session, row, ANSWERED, why, dates=dates)
    _tell_units(step, row, gone.units)
    return {"callers": gone.callers, "deliver_until": until, **variables}


def answers_so_far(session: Session, key: int) -> int:
    """How many answers were written."""
    return int(_HOW_MANY.run(session, {"of": key}).scalar_one())


def newest_answer(session: Session, key: int) -> Any:
    """The answer that was written last; None before the first."""
    return _NEWEST.run(session, {"of": key}).one_or_none()


def _tell_units(step: Step, row: Any, units: Sequence[int]) -> None:
    """The unit that raised it, and all whose reports told of it."""
    handles = [unit_by_key(step.session, key).handle for key in dict.fromkeys([row.raised_unit_key, *units])]
    offices = [(desk_of(step.session, handle, step.now), group(handle, HEAD)) for handle in handles]
    notify(
        step.session,
        key=f"{step.token}:answered",
        recipients=[office for both in offices for office in both],
        words="matter_told",
        facts=named_of(step.session, row) | {"text": {"vi": "đã có trả lời", "en": "was answered"}},
        about=str(Subject(KIND, row.key)),
        rule="matter_told",
        now=step.now,
    )


def _confirm_dates(step: Step, row: Any, start: datetime) -> tuple[Mapping[str, Dated], dict[str, Any]]:
    """By step, and the variables."""
    raised = unit_by_key(step.session, row.raised_unit_key)
    clock = clock_for(step.session, field=row.field, urgency=row.urgency, level=raised.level, now=step.now)
    if clock is None:
        return {}, {"confirm_by": None, "confirm_until": None}
    by = clock.until("confirm", start)
    until = clock.at("confirm", by.at)
    return {"confirm": by}, {"confirm_by": by.at.isoformat(), "confirm_until": until.isoformat()}
