"""What became of a proposal that was accepted: done by the unit itself, or by the one it was given to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from organisation.units import unit_by_key
from workflows.completion import Completion, Handler
from workflows.direction.tables import direction
from workflows.direction.words import OUTCOMES
from workflows.matter import Cut
from workflows.proposal.clock import decide_by
from workflows.proposal.record import (
    CARRIED_OUT,
    WAITING,
    WITHDRAWN,
    change_proposal,
    note_event,
    proposal_row,
)
from workflows.proposal.tables import proposal
from workflows.proposal.telling import ask_decider, tell_decider, tell_proposer
from workflows.proposal.words import Words

FORM = "carry_out_proposal"
AGAIN = "again"
NOT_DECIDED = dict.fromkeys(
    ("decision", "answer", "decided_at", "decided_office", "direction_key", "assigned_key", "assigned_name")
)


def carry_out(done: Completion) -> dict[str, Any]:
    """The desk of the unit that accepted it says what came of it, or why it is to be decided again; both are told."""
    outcome, text, token = done.answers["outcome"], done.answers["text"], done.facts.row.token
    if outcome == AGAIN:
        told = {
            "vi": f"chưa làm được theo hạn, chờ quyết định lại: {text}",
            "en": f"cannot be done by its day and is to be decided again: {text}",
        }
        row = proposal_row(done.session, done.key)
        return _decide_again(done.session, row, done.actor.office, (text, told), token, done.now)
    _end(done.session, done.key, outcome, text, done.actor.office, token, done.now)
    return {"result": "ended"}


def note_direction(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The direction that it became has ended: with an outcome, or taken back, and then it is decided anew."""
    row = proposal_row(step.session, int(variables["proposal"]))
    given = step.session.execute(sa.select(direction).where(direction.c.key == row.direction_key)).one()
    if given.withdrawn_at is not None:
        reason = given.withdrawn_reason
        told = {
            "vi": f"việc giao {given.to_name} đã rút lại, chờ quyết định lại: {reason}",
            "en": f"what {given.to_name} was given is taken back, it is to be decided again: {reason}",
        }
        return _decide_again(step.session, row, given.withdrawn_office, (reason, told), step.token, step.now)
    office = dict.fromkeys(("vi", "en"), given.to_name)
    _end(step.session, row.key, given.outcome, given.outcome_text, office, step.token, step.now)
    return {"result": "ended"}


def _decide_again(
    session: Session, row: Any, office: Words, why: tuple[str, Words], once: str, now: datetime
) -> dict[str, Any]:
    """`why` is the reason as it was written, and what is told."""
    due = decide_by(session, unit_by_key(session, row.decider_key), row.field, now)
    dates = {"due_at": due.at, "due_words": due.to_json()}
    row = change_proposal(session, row.key, state=WAITING, **NOT_DECIDED, **dates)
    reason, told = why
    note_event(session, row.key, "reopened", office, now, text=reason, due_at=due.at)
    tell_proposer(session, row, once, told, now)
    ask_decider(session, row, once, now)
    return {"result": "again", "due": due.at.isoformat()}


def _end(
    session: Session,
    key: int,
    outcome: str,
    text: str,
    office: Mapping[str, str],
    once: str,
    now: datetime,
) -> None:
    ended = {"state": CARRIED_OUT, "outcome": outcome, "result": text, "ended_at": now}
    row = change_proposal(session, key, **ended)
    note_event(session, key, CARRIED_OUT, office, now, outcome=outcome, text=text)
    words = OUTCOMES[outcome]
    told = {name: f"{words[name].lower()}: {text}" for name in ("vi", "en")}
    tell_proposer(session, row, once, told, now)


def cut_short(session: Session, key: int, cut: Cut) -> None:
    """Its case was ended from outside: nobody decides it or carries it out any more. Both units are told."""
    open_still = sa.select(proposal.c.key).where(proposal.c.key == key, proposal.c.ended_at.is_(None))
    if session.execute(open_still).first() is None:
        return
    row = change_proposal(session, key, state=WITHDRAWN, ended_at=cut.now)
    note_event(session, key, WITHDRAWN, cut.office, cut.now, text=cut.reason)
    text = {"vi": f"đã dừng: {cut.reason}", "en": f"was ended: {cut.reason}"}
    tell_proposer(session, row, f"proposal:{key}:cut", text, cut.now)
    tell_decider(session, row, f"proposal:{key}:cut", text, cut.now)


HANDLERS: Mapping[str, Handler] = {FORM: carry_out}
