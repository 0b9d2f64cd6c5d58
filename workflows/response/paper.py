"""The log of a response as a paper: facts gathered from rows, set as PDF outside any transaction, then kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from documents.facts import Approval
from documents.response import ResponseFacts, StepFacts, render_response
from documents.submission import Rendered
from engine.actions import JobContext, Step
from organisation.days import local_day
from organisation.routes import superior
from organisation.units import Unit, unit_by_key
from workflows.deadlines import ZONE
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.raising import unit_of_area
from workflows.papers import keep_paper
from workflows.response.rows import KIND, response_row, steps_in
from workflows.response.words import OUTCOMES, STEP_STATES, response_number, standing
from workflows.subject import Subject
from workflows.unit_words import signing_place
from workflows.verification.minutes import formal, signer

PAPER = "response"


def make_log(session: Session, job: JobContext) -> Rendered:
    """Gather and set it. Slow, so outside any transaction."""
    return render_response(response_facts(session, int(job.variables[KIND])))


def keep_log(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep it beside the response: the plan when it begins, the whole log when it is closed."""
    keep_paper(step.session, Subject(KIND, int(job.variables[KIND])), PAPER, made, step.now)
    return {}


def response_facts(session: Session, key: int) -> ResponseFacts:
    """What the paper says: what has happened, each step with its times, the conclusion."""
    row, steps = response_row(session, key), steps_in(session, key)
    own = unit_by_key(session, row.unit_key)
    above = superior(session, own.key, local_day(row.started_at))
    at = _local(row.closed_at or row.started_at)
    return ResponseFacts(
        organisation=formal(own),
        parent=formal(above) if above else "",
        number=response_number(row),
        place=signing_place(own.name),
        signed_on=at.date(),
        kind=row.kind_words["vi"],
        area=place_words(session, row, own),
        what=row.what,
        in_charge=row.office["vi"],
        started_at=_local(row.started_at),
        due=_local(row.due_at),
        steps=tuple(_step(one) for one in steps),
        outcome=OUTCOMES[row.outcome]["vi"] if row.outcome else "",
        conclusion=row.conclusion or "",
        lessons=row.lessons or "",
        closed_at=_local(row.closed_at) if row.closed_at else None,
        recipients=tuple(dict.fromkeys(one.unit_name for one in steps if one.unit_key != row.unit_key)),
        signer=signer(own),
        approval=Approval(office=(row.closed_office or row.office)["vi"], at=at),
    )


def place_words(session: Session, row: Any, own: Unit) -> str:
    """Where it has happened: the whole unit, a unit below it, or a place that it has named."""
    return own.name if row.area in (WHOLE_UNIT, "") else place_name(session, row.area)


def place_name(session: Session, area: str) -> str:
    """The name of a place of the form of issues: of a unit its name, else as it was named."""
    key = unit_of_area(session, area)
    return unit_by_key(session, key).name if key else area


def _local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def _step(one: Any) -> StepFacts:
    return StepFacts(
        number=one.position,
        what=one.words["vi"],
        office=one.office["vi"],
        state=STEP_STATES[standing(one)]["vi"],
        done=one.outcome == "done",
        begun=_local(one.begun_at) if one.begun_at else None,
        due=_local(one.due_at),
        confirmed=_local(one.confirmed_at) if one.confirmed_at else None,
        ended=_local(one.ended_at) if one.ended_at else None,
        late=one.begun_at is not None and one.ended_at is not None and one.ended_at > one.due_at,
        result=_result(one),
        source=one.source,
    )


def _result(one: Any) -> str:
    parts = [
        f"{_ADDED} {one.added_office['vi']}: {one.added_reason or ''}".rstrip(": ") if one.added_at else "",
        one.note or "",
        one.result or "",
        one.reason or "",
    ]
    return "\n".join(part for part in parts if part)


_ADDED = "Bước được thêm bởi"
