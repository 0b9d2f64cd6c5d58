"""What completing a task of a data call does: a unit answers, its head approves, the caller accepts or returns."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from organisation.roles import HEAD, group
from workflows.completion import Completion, Handler
from workflows.data_call.clock import AGAIN, CHECK, WAIT, call_date
from workflows.data_call.own_form import ANSWER
from workflows.data_call.rows import call_of_part
from workflows.data_call.tables import data_call_part, data_call_return
from workflows.data_call.words import call_title
from workflows.deadlines import ZONE
from workflows.desk import desk_of

APPROVE, CHECK_FORM = "approve_data_call", "check_data_call"


def answer(done: Completion) -> dict[str, Any]:
    """The unit has answered: it goes to the caller, or before its own head where the call says so."""
    row, part = call_of_part(done.session, done.key)
    _keep(done, answers=dict(done.answers), written_at=done.now, written_office=dict(done.actor.office))
    if not row.approve:
        return _send(done, row, part)
    done.tell("matter_waiting", [group(part.unit, HEAD)], _facts(row, part))
    return {}


def approve(done: Completion) -> dict[str, Any]:
    """The head sends the answer to the caller, or back to the desk with a reason."""
    row, part = call_of_part(done.session, done.key)
    if done.answers["decision"] == "return":
        _note_return(done, "approve")
        desk = desk_of(done.session, part.unit, done.now)
        done.tell("matter_returned", [desk], _facts(row, part) | {"reason": done.answers["reason"]})
        return {"decision": "return"}
    return _send(done, row, part)


def check(done: Completion) -> dict[str, Any]:
    """The caller accepts the answer, or returns it: the unit then has a new date, and is waited for as long again."""
    row, part = call_of_part(done.session, done.key)
    unit = [desk_of(done.session, part.unit, done.now), group(part.unit, HEAD)]
    if done.answers["decision"] == "accept":
        _keep(done, state="accepted", accepted_at=done.now)
        text = {"vi": "trả lời đã được nhận.", "en": "the answer was accepted."}
        done.tell("matter_told", unit, _named(row, part) | {"text": text})
        return {"decision": "accept"}
    due = max(part.due_at, call_date(done.session, AGAIN, done.now, done.now))
    closes = max(row.closes_at, call_date(done.session, WAIT, due, done.now))
    _note_return(done, "check")
    _keep(done, state="asked", returns=data_call_part.c.returns + 1, due_at=due)
    facts = {**_named(row, part), "due": due.astimezone(ZONE).isoformat(), "reason": done.answers["reason"]}
    done.tell("matter_returned", unit, facts)
    return {
        "decision": "return",
        "due": due.astimezone(ZONE).isoformat(),
        "closes": closes.astimezone(ZONE).isoformat(),
    }


def _send(done: Completion, row: Any, part: Any) -> dict[str, Any]:
    """The first time counts for being on time. A late answer is taken like any other."""
    until = call_date(done.session, CHECK, done.now, done.now)
    first = {} if part.sent_at else {"sent_at": done.now}
    _keep(done, state="sent", sent_office=dict(done.actor.office), **first)
    done.tell("matter_waiting", [row.asked_by], _named(row, part) | {"due": until.isoformat()})
    return {"decision": "approve", "check_by": until.isoformat()}


def _keep(done: Completion, **values: Any) -> None:
    done.session.execute(sa.update(data_call_part).where(data_call_part.c.key == done.key).values(**values))


def _note_return(done: Completion, stage: str) -> None:
    done.session.execute(
        sa.insert(data_call_return).values(
            part_key=done.key,
            task_key=done.facts.row.key,
            stage=stage,
            office=dict(done.actor.office),
            reason_code=done.answers.get("reason_code"),
            reason=done.answers["reason"],
            at=done.now,
        )
    )


def _named(row: Any, part: Any) -> dict[str, Any]:
    return {"title": call_title(row), "unit": part.unit_name}


def _facts(row: Any, part: Any) -> dict[str, Any]:
    return _named(row, part) | {"due": part.due_at.astimezone(ZONE).isoformat()}


HANDLERS: Mapping[str, Handler] = {ANSWER: answer, APPROVE: approve, CHECK_FORM: check}
