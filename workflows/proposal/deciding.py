"""Deciding a proposal: accept it, give it to another unit, refuse it, or pass it up; each tells who proposed it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from database.session import Session
from forms.check import Problem
from organisation.days import local_day
from organisation.postings import is_staffed
from organisation.roles import HEAD
from organisation.succession import above_or_heir
from organisation.units import Unit, unit_by_handle, unit_by_key
from periods.dated import Dated
from periods.set_date import set_date
from workflows.completion import Check, Completion, Handler
from workflows.deadlines import ZONE, working_calendar
from workflows.direction.give import place_direction, tell_unit
from workflows.direction.targets import Giver
from workflows.matter import key_of
from workflows.open_task import TaskFacts
from workflows.proposal.passing import pass_to
from workflows.proposal.record import (
    ACCEPTED,
    ASSIGNED,
    REFUSED,
    change_proposal,
    note_event,
    proposal_row,
)
from workflows.proposal.telling import ask_desk, deciding_group, tell_proposer, until
from workflows.set_days import day_words, furthest

FORM = "decide_proposal"
SET_BY_DECIDER = {"vi": "nơi quyết định đặt", "en": "set by the office that decides"}
DAYS = {"accept": "plan_due", "assign": "work_due"}
"""The field of the date that goes with a decision."""


def decide(done: Completion) -> dict[str, Any]:
    """The unit decides; whoever proposed it is told."""
    return _DECIDED[done.answers["decision"]](done, proposal_row(done.session, done.key))


def _accept(done: Completion, row: Any) -> dict[str, Any]:
    plan, due = done.answers["plan"], _due(done, "accept")
    row = _decided(done, ACCEPTED, decision="accept", answer=plan, **_dates(due))
    _note(done, ACCEPTED, unit_name=row.decider_name, text=plan, due_at=due.at)
    text = {
        "vi": f"{row.decider_name} chấp nhận, làm xong trước {until(row)}: {plan}",
        "en": f"{row.decider_name} accepts it, to be done by {until(row)}: {plan}",
    }
    _tell(done, row, text)
    ask_desk(done.session, row, done.facts.row.token, done.now)
    return {"decision": "accept", "work_due": due.at.isoformat()}


def _assign(done: Completion, row: Any) -> dict[str, Any]:
    work, due = done.answers["work"], _due(done, "assign")
    to = unit_by_handle(done.session, done.answers["unit"])
    decider = unit_by_key(done.session, row.decider_key)
    giver = Giver(decider, deciding_group(row), done.actor.office, done.viewer.staff_key)
    about = f"proposal:{row.key}"
    direction = place_direction(done.session, giver, to, what=work, due=due, about=about, now=done.now)
    tell_unit(done.session, direction, done.now)
    given = {"direction_key": direction, "assigned_key": to.key, "assigned_name": to.name}
    row = _decided(done, ASSIGNED, decision="assign", answer=work, **given, **_dates(due))
    _note(done, ASSIGNED, unit_name=to.name, text=work, due_at=due.at)
    text = {
        "vi": f"{row.decider_name} giao {to.name} làm xong trước {until(row)}: {work}",
        "en": f"{row.decider_name} gives it to {to.name}, to be done by {until(row)}: {work}",
    }
    _tell(done, row, text)
    return {"decision": "assign"}


def _refuse(done: Completion, row: Any) -> dict[str, Any]:
    code, reason = done.answers["reason_code"], done.answers["reason"]
    values = {"decision": "refuse", "reason_code": code, "answer": reason, "ended_at": done.now}
    row = _decided(done, REFUSED, **values)
    _note(done, REFUSED, reason_code=code, text=reason)
    text = {
        "vi": f"{row.decider_name} không chấp nhận: {reason}",
        "en": f"{row.decider_name} refuses it: {reason}",
    }
    _tell(done, row, text)
    return {"decision": "refuse"}


def _pass_up(done: Completion, row: Any) -> dict[str, Any]:
    """It is the unit above that decides from now on, by a date of its own."""
    above = unit_above(done.session, row, done.now)
    if above is None:  # the check of the form has said so before
        raise LookupError(row.decider)
    why, token = done.answers["pass_reason"], done.facts.row.token
    return dict(pass_to(done.session, row, above, done.actor.office, why, token, done.now))


_DECIDED: Mapping[str, Callable[[Completion, Any], dict[str, Any]]] = {
    "accept": _accept,
    "assign": _assign,
    "refuse": _refuse,
    "pass": _pass_up,
}


def check_decision(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """A date lies ahead; and only what has a unit above passes a proposal up."""
    decision = answers.get("decision")
    if decision == "pass":
        row = proposal_row(session, key_of(facts))
        if unit_above(session, row, now) is None:
            return (Problem("decision", _NONE_ABOVE, _NONE_ABOVE),)
    name = DAYS.get(str(decision))
    if name is None or not answers.get(name):
        return ()
    words = day_words(date.fromisoformat(answers[name]), after=local_day(now), last=furthest(now))
    return (Problem(name, words, words),) if words else ()


_NONE_ABOVE = {
    "vi": "Không có cấp trên nào làm việc trên hệ thống để chuyển: chọn cách khác",
    "en": "No unit above yours works here: decide otherwise",
}


def unit_above(session: Session, row: Any, now: datetime) -> Unit | None:
    """The unit that a proposal may be passed up to: the one above, or a closed one's heir, with a head here."""
    today = local_day(now)
    above = above_or_heir(session, row.decider_key, today)
    return above if above and is_staffed(session, above.handle, today, HEAD) else None


def _due(done: Completion, decision: str) -> Dated:
    day = date.fromisoformat(done.answers[DAYS[decision]])
    return set_date(day, SET_BY_DECIDER, working_calendar(done.session, done.now), ZONE)


def _dates(due: Dated) -> dict[str, Any]:
    return {"due_at": due.at, "due_words": due.to_json()}


def _decided(done: Completion, state: str, **values: Any) -> Any:
    by = {"decided_at": done.now, "decided_office": dict(done.actor.office)}
    return change_proposal(done.session, done.key, state=state, **by, **values)


def _note(done: Completion, what: str, **more: Any) -> None:
    note_event(done.session, done.key, what, done.actor.office, done.now, **more)


def _tell(done: Completion, row: Any, text: Mapping[str, str]) -> None:
    tell_proposer(done.session, row, done.facts.row.token, text, done.now)


HANDLERS: Mapping[str, Handler] = {FORM: decide}
CHECKS: Mapping[str, Check] = {FORM: check_decision}
