"""A proposal enters the register of the unit that it is put to: its number, its date, and its case starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from database.session import Session
from engine.host import Host
from organisation.days import local_day
from organisation.units import Unit
from workflows.proposal.clock import decide_by
from workflows.proposal.record import keep_proposal, note_event
from workflows.proposal.telling import ask_decider, tell_proposer, until
from workflows.starting import start_matter
from workflows.subject import Subject

KIND = PROCESS = "proposal"


@dataclass(frozen=True)
class Said:
    """What is proposed: its words, perhaps its field and the day by which it is wanted."""

    what: str
    field: str | None = None
    wanted_by: date | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Said":
        """By a row of a report."""
        day = row.get("wanted_by")
        return cls(row["what"], row.get("field") or None, date.fromisoformat(day) if day else None)


@dataclass(frozen=True)
class Told:
    """Where it stands: the place in a report of a period, and the office that approved that. No report in a play."""

    period: str
    position: int
    office: Mapping[str, str]
    report_key: int | None = None


def enter_proposal(
    session: Session, host: Host, by: Unit, to: Unit, said: Said, told: Told, *, actor: str, now: datetime
) -> int:
    """Put it down as waiting for a decision of `to`; both units are told. Returns its key."""
    due = decide_by(session, to, said.field, now)
    values = {
        "unit_key": by.key,
        "handle": by.handle,
        "unit_name": by.name,
        "report_key": told.report_key,
        "position": told.position,
        "period": told.period,
        "what": said.what,
        "field": said.field,
        "wanted_by": said.wanted_by,
        "received_at": now,
        "decider_key": to.key,
        "decider": to.handle,
        "decider_name": to.name,
        "due_at": due.at,
        "due_words": due.to_json(),
    }
    row = keep_proposal(session, values, local_day(now).year)
    note_event(
        session, row.key, "received", told.office, now, unit_name=to.name, text=said.what, due_at=due.at
    )
    given = {"decider": to.handle, "due": due.at.isoformat()}
    start_matter(session, host, PROCESS, Subject(KIND, row.key), given, unit=to.handle, actor=actor, now=now)
    ask_decider(session, row, f"proposal:{row.key}", now)
    text = {
        "vi": f"đã vào sổ của {to.name}, quyết định trước {until(row)}",
        "en": f"is in the register of {to.name}, to be decided by {until(row)}",
    }
    tell_proposer(session, row, f"proposal:{row.key}:received", text, now)
    return int(row.key)
