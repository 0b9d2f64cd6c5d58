"""The report of a review: who sent what and who did not, what was found, the lessons and whose work they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import orjson

from documents.facts import Approval, Number, Signer
from documents.paper import (
    PaperColumn,
    PaperFacts,
    PaperSection,
    PaperTable,
    Paragraph,
    render_paper,
)
from documents.press import Press
from documents.review_words import REVIEW
from documents.submission import Rendered
from documents.tables import minute

PartOutcome = Literal["on_time", "late", "missing"]
Rating = Literal["well", "partly", "little"]


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """What one unit sent, judged by the moment its head approved it; nothing where it did not."""

    unit: str
    outcome: PartOutcome
    sent_at: datetime | None = None
    rating: Rating | None = None


@dataclass(frozen=True, kw_only=True)
class LessonFacts:
    """One piece of work: its direction's number, which unit, by when."""

    number: str
    what: str
    unit: str
    by_when: date


@dataclass(frozen=True, kw_only=True)
class Written:
    """What stands under one heading of the form."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """One review as its head approved it.

    kind: "sơ kết sau 5 năm"; basis: "Nghị định số 09/2019/NĐ-CP"; title: what the basis is about; day: the day it
    looks back from. The rest is as in `SubmissionFacts`.
    """

    organisation: str
    number: Number
    place: str
    signed_on: date
    kind: str
    basis: str
    title: str
    issuer: str
    since: date
    day: date
    parts: tuple[PartFacts, ...]
    written: tuple[Written, ...]
    lessons: tuple[LessonFacts, ...]
    signer: Signer
    approval: Approval
    parent: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def render_review(facts: ReviewFacts, *, press: Press | None = None) -> Rendered:
    """The report as PDF/A-3u; the facts travel inside as `review.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(review_paper(facts), data=data, press=press)


def review_paper(facts: ReviewFacts) -> PaperFacts:
    """What the report says, section by section."""
    named = {"kind": facts.kind, "basis": facts.basis, "organisation": facts.organisation}
    opening = REVIEW["opening"].format(
        **{**named, "kind": lowered(facts.kind)},
        issuer=facts.issuer,
        title=facts.title,
        since=_day(facts.since),
        day=_day(facts.day),
    )
    return PaperFacts(
        title=REVIEW["title"],
        abstract=REVIEW["abstract"].format(**named),
        organisation=facts.organisation,
        parent=facts.parent,
        number=facts.number,
        place=facts.place,
        signed_on=facts.signed_on,
        addressees=facts.addressees,
        opening=(opening,),
        sections=(
            _parts(facts),
            *(
                PaperSection(title=part.title, paragraphs=(Paragraph(text=part.text),))
                for part in facts.written
                if part.text
            ),
            _lessons(facts),
        ),
        closing=REVIEW["closing"].format(**{**named, "kind": lowered(facts.kind)}),
        recipients=facts.recipients,
        signer=facts.signer,
        approval=facts.approval,
        data_name="review.json",
    )


def lowered(text: str) -> str:
    """Words that begin a sentence, inside one."""
    return text[:1].lower() + text[1:]


def _parts(facts: ReviewFacts) -> PaperSection:
    """Every unit that was asked: nobody who was late or silent is left out."""
    if not facts.parts:
        return PaperSection(title=REVIEW["parts"], paragraphs=(Paragraph(text=REVIEW["no_parts"]),))
    columns = _columns(("index", 7), ("unit", 37), ("sent", 22), ("outcome", 16), ("rating", 18))
    rows = tuple(
        (
            part.unit,
            minute(part.sent_at) if part.sent_at else "",
            REVIEW[f"outcome.{part.outcome}"],
            REVIEW[f"rating.{part.rating}"] if part.rating else "",
        )
        for part in facts.parts
    )
    lines = [Paragraph(text=REVIEW["counted"].format(asked=len(facts.parts), **_outcomes(facts)))]
    rated = [part.rating for part in facts.parts if part.rating]
    if rated:
        counts = {name: rated.count(name) for name in ("well", "partly", "little")}
        lines.append(Paragraph(text=REVIEW["ratings"].format(rated=len(rated), **counts)))
    return PaperSection(
        title=REVIEW["parts"], table=PaperTable(columns=columns, rows=rows), paragraphs=tuple(lines)
    )


def _outcomes(facts: ReviewFacts) -> Mapping[str, int]:
    found = [part.outcome for part in facts.parts]
    return {name: found.count(name) for name in ("on_time", "late", "missing")}


def _lessons(facts: ReviewFacts) -> PaperSection:
    if not facts.lessons:
        return PaperSection(title=REVIEW["lessons"], paragraphs=(Paragraph(text=REVIEW["no_lessons"]),))
    columns = _columns(("index", 7), ("number", 14), ("what", 42), ("unit", 21), ("by_when", 16))
    rows = tuple((lesson.number, lesson.what, lesson.unit, _day(lesson.by_when)) for lesson in facts.lessons)
    return PaperSection(
        title=REVIEW["lessons"],
        table=PaperTable(columns=columns, rows=rows),
        paragraphs=(Paragraph(text=REVIEW["lessons_counted"]),),
    )


def _columns(*shares: tuple[str, int]) -> tuple[PaperColumn, ...]:
    centred = {"index", "sent", "outcome", "rating", "number", "by_when"}
    return tuple(
        PaperColumn(head=REVIEW[f"column.{name}"], share=share, centred=name in centred)
        for name, share in shares
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
