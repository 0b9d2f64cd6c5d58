"""What completing a task of a direction does: the unit reports its outcome, the directing office decides about it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.check import Problem
from organisation.roles import HEAD, group
from periods.dated import from_json
from workflows.completion import Check, Completion, Handler
from workflows.desk import desk_of
from workflows.direction.clock import check_by
from workflows.direction.counting import change_direction
from workflows.direction.tables import direction, direction_event
from workflows.direction.words import direction_title
from workflows.open_task import TaskFacts
from workflows.set_days import moved_date, moved_problems


def carry_out(done: Completion) -> dict[str, Any]:
    """The unit says what came of it; the office that gave it is told and has some days to look at it."""
    row = _row(done)
    until = check_by(done.session, done.now)
    _keep(done, "reported", outcome=done.answers["outcome"], text=done.answers["text"])
    _update(
        done,
        outcome=done.answers["outcome"],
        outcome_text=done.answers["text"],
        reported_at=done.now,
        check_by=until,
        state="reported",
    )
    facts = {"title": direction_title(row), "unit": row.to_name, "due": until.isoformat()}
    done.tell("matter_waiting", [row.checked_by], facts)
    return {"check_by": until.isoformat()}


def check(done: Completion) -> dict[str, Any]:
    """The directing office accepts the outcome, asks for it again, or moves the date."""
    return _DECIDED[done.answers["decision"]](done, _row(done))


def _accept(done: Completion, row: Any) -> dict[str, Any]:
    _keep(done, "accepted", outcome=row.outcome)
    _update(done, state="closed", closed_at=done.now)
    text = {"vi": "kết quả đã được chấp nhận", "en": "the outcome was accepted"}
    done.tell("matter_told", _unit_offices(done, row), _named(row) | {"text": text})
    return {"decision": "accept"}


def _return(done: Completion, row: Any) -> dict[str, Any]:
    code, reason = done.answers["reason_code"], done.answers["reason"]
    _keep(done, "returned", reason_code=code, text=reason)
    _update(done, state="open", returns=direction.c.returns + 1)
    done.tell("matter_returned", _unit_offices(done, row), {**_facts(row), "reason": reason})
    return {"decision": "return"}


def _extend(done: Completion, row: Any) -> dict[str, Any]:
    why, steps = done.answers["extend_reason"], from_json(row.due_words).steps
    due = moved_date(done.session, done.answers["new_due"], why, row.due_at, steps, done.now)
    _keep(done, "extended", text=done.answers["extend_reason"], old_due_at=row.due_at, new_due_at=due.at)
    _update(
        done,
        state="open",
        extensions=direction.c.extensions + 1,
        due_at=due.at,
        due_words=due.to_json(),
    )
    facts = {**_facts(row), "due": due.at.isoformat(), "reason": done.answers["extend_reason"]}
    done.tell("direction_extended", _unit_offices(done, row), facts)
    return {"decision": "extend", "due": due.at.isoformat()}


_DECIDED: Mapping[str, Callable[[Completion, Any], dict[str, Any]]] = {
    "accept": _accept,
    "return": _return,
    "extend": _extend,
}


def check_decision(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """A date is moved to a later day."""
    if answers.get("decision") != "extend" or not answers.get("new_due") or facts.subject is None:
        return ()
    row = session.execute(sa.select(direction).where(direction.c.key == facts.subject.key)).one()
    return moved_problems("new_due", answers["new_due"], row.due_at, now)


def _row(done: Completion) -> Any:
    return done.session.execute(sa.select(direction).where(direction.c.key == done.key)).one()


def _keep(done: Completion, what: str, **more: Any) -> None:
    facts = {"outcome": None, "reason_code": None, "text": "", "old_due_at": None, "new_due_at": None, **more}
    done.session.execute(
        sa.insert(direction_event).values(
            direction_key=done.key,
            task_key=done.facts.row.key,
            what=what,
            at=done.now,
            office=dict(done.actor.office),
            **facts,
        )
    )


def _update(done: Completion, **values: Any) -> None:
    change_direction(done.session, done.key, **values)


def _named(row: Any) -> dict[str, Any]:
    return {"title": direction_title(row), "unit": row.to_name}


def _facts(row: Any) -> dict[str, Any]:
    return _named(row) | {"due": row.due_at.isoformat()}


def _unit_offices(done: Completion, row: Any) -> list[str]:
    return [desk_of(done.session, row.to_handle, done.now), group(row.to_handle, HEAD)]


HANDLERS: Mapping[str, Handler] = {"carry_out_direction": carry_out, "check_direction": check}
CHECKS: Mapping[str, Check] = {"check_direction": check_decision}
