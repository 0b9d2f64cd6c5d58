"""The minutes of a verification: facts gathered from rows, set as PDF outside any transaction, then kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from documents.facts import Approval, Number, Signer
from documents.minutes import AgencyFacts, MinutesFacts, render_minutes
from documents.submission import Rendered
from engine.actions import JobContext, Step
from organisation.days import local_day
from organisation.routes import host_of, superior
from organisation.unit_files import AGENCY_KINDS
from organisation.units import Unit, unit_by_key
from periods.late import lateness
from workflows.deadlines import ZONE, working_calendar
from workflows.papers import keep_paper
from workflows.subject import Subject
from workflows.unit_words import people_committee, signing_place
from workflows.verification.ask import KIND
from workflows.verification.findings import finding_words
from workflows.verification.judged import answered, given_late
from workflows.verification.rows import find, opinions_of, parts_of

PAPER = "minutes"


def make_minutes(session: Session, job: JobContext) -> Rendered:
    """Gather and set them. Slow, so outside any transaction."""
    return render_minutes(minutes_facts(session, int(job.variables[KIND]), job.now))


def keep_minutes(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep the bytes and their sha256, once."""
    keep_paper(step.session, Subject(KIND, int(job.variables[KIND])), PAPER, made, step.now)
    return {}


def minutes_facts(session: Session, key: int, now: datetime) -> MinutesFacts:
    """What the minutes say: all that was there when the head approved, and what came before they were made."""
    row = find(session, key)
    lead = unit_by_key(session, row.lead_key)
    parts = parts_of(session, key)
    approved = row.approved_at.astimezone(ZONE)
    day = local_day(row.approved_at)
    above = superior(session, lead.key, day) or host_of(session, lead.key, day)
    return MinutesFacts(
        organisation=formal(lead),
        parent=formal(above) if above else "",
        number=Number(value=row.minutes_number, type_code="BB", office_code=office_code(lead)),
        place=_place(session, lead, row.approved_at),
        signed_on=approved.date(),
        subject=row.title,
        question=row.question,
        requester=formal(unit_by_key(session, row.requester_key)),
        asked_on=row.asked_at.astimezone(ZONE).date(),
        on_site=row.on_site,
        instruction=row.instruction or "",
        agencies=tuple(_agencies(session, row, parts, now)),
        conclusion=finding_words(row.conclusion)["vi"],
        conclusion_text=row.text,
        measures=row.measures or "",
        drafts=row.round,
        recipients=_recipients(session, row, parts),
        signer=signer(lead),
        approval=Approval(office=row.approved_office["vi"], at=approved),
    )


def _place(session: Session, lead: Unit, at: datetime) -> str:
    """Where the minutes are signed: an agency sits where the unit is that it stands beside."""
    seat = host_of(session, lead.key, local_day(at)) or lead
    return signing_place(seat.name)


def formal(unit: Unit) -> str:
    """How a document names a unit: the committee of a territory, an agency by its own name."""
    return unit.name if unit.kind in AGENCY_KINDS else people_committee(unit.name)


def office_code(unit: Unit) -> str:
    """The symbol of an office behind a number: UBND, or the first letters of an agency's name."""
    if unit.kind not in AGENCY_KINDS:
        return "UBND"
    words = unit.name.replace("-", " ").replace(",", " ").split()
    return "".join(word[0].upper() for word in words)


def signer(unit: Unit) -> Signer:
    """Who signs for a unit: the chairman for the committee; the head of an agency alone."""
    if unit.kind in AGENCY_KINDS:
        return Signer(position="Thủ trưởng cơ quan")
    return Signer(position="Chủ tịch", authority="TM. Ủy ban nhân dân")


def _agencies(session: Session, row: Any, parts: Sequence[Any], now: datetime) -> list[AgencyFacts]:
    calendar = working_calendar(session, now)
    opinions = {one.part_key: one for one in opinions_of(session, row.key) if one.round == row.round}
    found = []
    for part in parts:
        at = part.answered_at
        how = answered(at, part.due_at, row.collect_until)
        late = lateness(part.due_at, at, calendar, ZONE) if how in ("late", "after_collecting") else None
        found.append(
            AgencyFacts(
                name=part.unit_name,
                asked=part.asks,
                due=part.due_at.astimezone(ZONE),
                answered=how,
                answered_at=at.astimezone(ZONE) if at else None,
                late_by=late.words["vi"] if late else "",
                finding=finding_words(part.finding)["vi"] if at else "",
                text=part.text if at else "",
                evidence=part.evidence or "" if at else "",
                **_opinion(opinions.get(part.key)),
            )
        )
    return found


def _opinion(opinion: Any) -> dict[str, Any]:
    if opinion is None or opinion.given_at is None:
        return {}
    return {
        "stance": opinion.stance,
        "stance_at": opinion.given_at.astimezone(ZONE),
        "stance_late": given_late(opinion),
        "reason": opinion.reason or "",
    }


def _recipients(session: Session, row: Any, parts: Sequence[Any]) -> tuple[str, ...]:
    keys = [row.requester_key, *(part.unit_key for part in parts)]
    names = (formal(unit_by_key(session, key)) for key in keys if key != row.lead_key)
    return tuple(dict.fromkeys(names))
