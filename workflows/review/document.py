"""The document of a review: facts from its rows, set as PDF outside any transaction, then kept with it."""

from collections.abc import Mapping
from typing import Any

from database.session import Session
from documents.facts import Approval, Number, Signer
from documents.review import LessonFacts, PartFacts, ReviewFacts, Written, render_review
from documents.submission import Rendered
from engine.actions import JobContext, Step
from organisation.routes import superior
from organisation.units import unit_by_key
from workflows.deadlines import ZONE
from workflows.direction.words import direction_number
from workflows.papers import keep_paper
from workflows.review.rows import lessons_of, parts_of, review_row
from workflows.review.words import kind_words
from workflows.subject import Subject
from workflows.unit_words import office_name, signing_place

PAPER = "review"
HEADINGS = {
    "overview": "Tình hình triển khai",
    "results": "Kết quả đạt được",
    "obstacles": "Hạn chế, vướng mắc và nguyên nhân",
    "conclusions": "Đánh giá chung, phương hướng",
}


def make_review(session: Session, job: JobContext) -> Rendered:
    """Gather the facts of an approved review and set them. Slow, so outside any transaction."""
    return render_review(review_facts(session, int(job.variables["review"])))


def keep_review(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep the document with the review."""
    keep_paper(step.session, Subject("review", int(job.variables["review"])), PAPER, made, step.now)
    return {}


def review_facts(session: Session, key: int) -> ReviewFacts:
    """What the document of an approved review says."""
    row = review_row(session, key)
    approved = row.approved_at.astimezone(ZONE)
    owner = unit_by_key(session, row.unit_key)
    above = superior(session, row.unit_key, approved.date())
    parts, lessons = parts_of(session, key), lessons_of(session, key)
    concerned = dict.fromkeys([*(part.unit_name for part in parts), *(one.to_name for one in lessons)])
    return ReviewFacts(
        organisation=office_name(owner),
        parent=office_name(above) if above else "",
        number=Number(value=row.document_number, office_code="UBND" if owner.level else owner.code),
        place=signing_place(owner.name),
        signed_on=approved.date(),
        kind=kind_words(row)["vi"],
        basis=f"văn bản số {row.symbol}",
        title=row.title,
        issuer=row.issuer,
        since=row.in_force_since,
        day=row.day,
        parts=tuple(_part(part, row) for part in parts),
        written=tuple(
            Written(title=title, text=row.written.get(name) or "") for name, title in HEADINGS.items()
        ),
        lessons=tuple(
            LessonFacts(
                number=direction_number(one),
                what=one.what,
                unit=one.to_name,
                by_when=one.first_due_at.astimezone(ZONE).date(),
            )
            for one in lessons
        ),
        signer=Signer(position="Chủ tịch", authority="TM. Ủy ban nhân dân")
        if owner.level
        else Signer(position="Thủ trưởng cơ quan"),
        approval=Approval(office=row.approved_office["vi"], at=approved),
        addressees=(office_name(above),) if above else (),
        recipients=tuple(concerned),
    )


def _part(part: Any, row: Any) -> PartFacts:
    """A part as it stood when the review was approved: what came later is not in its document."""
    if part.sent_at is None or part.sent_at > row.approved_at:
        return PartFacts(unit=part.unit_name, outcome="missing")
    return PartFacts(
        unit=part.unit_name,
        outcome="on_time" if part.sent_at <= part.due_at else "late",
        sent_at=part.sent_at.astimezone(ZONE),
        rating=part.written["rating"],
    )
