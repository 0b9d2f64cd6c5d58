"""The notice of conclusions: facts from rows, set as PDF outside any transaction, then kept with the sitting."""

from collections.abc import Mapping
from typing import Any

from database.session import Session
from documents.facts import Approval, Number
from documents.reception import ConclusionFacts, NoticeFacts, render_notice
from documents.submission import Rendered
from engine.actions import JobContext, Step
from organisation.days import local_day
from organisation.routes import superior
from organisation.units import unit_by_key
from workflows.deadlines import ZONE
from workflows.issues.words import number_of
from workflows.papers import keep_paper
from workflows.reception.opening import KIND
from workflows.reception.record import reception_row
from workflows.reception.rows import Line, lines_of
from workflows.reception.tables import reception_issue
from workflows.subject import Subject
from workflows.unit_words import office_name, signing_place
from workflows.verification.minutes import signer

PAPER = "reception"


def make_notice(session: Session, job: JobContext) -> Rendered:
    """Gather and set them. Slow, so outside any transaction."""
    return render_notice(notice_facts(session, int(job.variables[KIND])))


def keep_notice(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep the bytes and their sha256, once."""
    keep_paper(step.session, Subject(KIND, int(job.variables[KIND])), PAPER, made, step.now)
    return {}


def notice_facts(session: Session, key: int) -> NoticeFacts:
    """What the notice says: every issue that was raised, who does it and by when."""
    row = reception_row(session, key)
    unit = unit_by_key(session, row.unit_key)
    closed = row.closed_at.astimezone(ZONE)
    above = superior(session, unit.key, local_day(row.closed_at))
    lines = lines_of(session, reception_issue.c.reception_key == key)
    return NoticeFacts(
        organisation=office_name(unit),
        parent=office_name(above) if above else "",
        number=Number(value=row.document_number, type_code="TB", office_code="UBND"),
        place=signing_place(unit.name),
        signed_on=closed.date(),
        met_on=row.meets_on,
        deputy=row.holder_reason if row.holder == "deputy" else None,
        visitors=row.visitors or 0,
        groups=row.groups or 0,
        conclusions=tuple(_conclusion(line) for line in lines),
        text=row.conclusion,
        signer=signer(unit),
        approval=Approval(office=row.closed_office["vi"], at=closed),
        recipients=tuple(
            dict.fromkeys([*(line.owner for line in lines), *([office_name(above)] if above else [])])
        ),
    )


def _conclusion(line: Line) -> ConclusionFacts:
    row = line.row
    return ConclusionFacts(
        number=number_of(row),
        issue=row.summary,
        what=row.named_what if line.given else "",
        unit=line.owner,
        by_when=line.due.astimezone(ZONE).date() if line.due else None,
        named=line.given,
    )
