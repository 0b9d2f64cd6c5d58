"""A proposal comes before another unit: it decides from now on, by a date of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from organisation.units import Unit
from workflows.proposal.clock import decide_by
from workflows.proposal.record import change_proposal, note_event, note_pass
from workflows.proposal.telling import ask_decider, tell_proposer, until
from workflows.proposal.words import Words


def pass_to(
    session: Session, row: Any, to: Unit, office: Words, why: str, once: str, now: datetime
) -> Mapping[str, Any]:
    """Note and tell it: `why` in words of the office, else the office says it. Returns what the case goes on with."""
    due, before = decide_by(session, to, row.field, now), row.decider_name
    note_pass(session, row.key, row.decider_key, now)
    note_event(session, row.key, "passed", office, now, unit_name=to.name, text=why, due_at=due.at)
    decides = {"decider_key": to.key, "decider": to.handle, "decider_name": to.name}
    row = change_proposal(session, row.key, **decides, due_at=due.at, due_words=due.to_json())
    text = {
        "vi": f"{before} chuyển đến {to.name}, quyết định trước {until(row)}: {why or office['vi']}",
        "en": f"{before} passes it on to {to.name}, to be decided by {until(row)}: {why or office['en']}",
    }
    tell_proposer(session, row, once, text, now)
    ask_decider(session, row, once, now)
    return {"decision": "pass", "decider": to.handle, "due": due.at.isoformat()}
