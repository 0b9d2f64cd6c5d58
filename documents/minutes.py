"""The minutes of a joint verification: who was asked what, what each found, who was late, who dissents and why.

Nobody who was asked is left out: an agency that is late, silent or of another opinion stands there as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import orjson

from documents.facts import Approval, Number, Signer
from documents.minutes_words import MINUTES
from documents.paper import (
    PaperColumn,
    PaperFacts,
    PaperSection,
    PaperTable,
    Paragraph,
    render_paper,
)
from documents.press import Press
from documents.submission import Rendered
from documents.tables import minute

Answered = Literal["on_time", "late", "after_collecting", "none"]
Stance = Literal["agree", "dissent", "none"]


@dataclass(frozen=True, kw_only=True)
class AgencyFacts:
    """One agency: its task and date, its answer, and what it says of the conclusion. Codes are in words already.

    `answered` is judged by the moment its head approved the answer; `late_by` says by how much it was late, in words.
    """

    name: str
    asked: str
    due: datetime
    answered: Answered
    answered_at: datetime | None = None
    late_by: str = ""
    finding: str = ""
    text: str = ""
    evidence: str = ""
    stance: Stance = "none"
    stance_at: datetime | None = None
    stance_late: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesFacts:
    """The minutes as the head of the lead approved them.

    organisation: the lead; requester: who asked for the verification; subject, question: what is verified.
    drafts: how many times the conclusion was put to the agencies. conclusion: its finding in words.
    """

    organisation: str
    number: Number
    place: str
    signed_on: date
    subject: str
    question: str
    requester: str
    asked_on: date
    agencies: tuple[AgencyFacts, ...]
    conclusion: str
    conclusion_text: str
    signer: Signer
    approval: Approval
    parent: str = ""
    on_site: date | None = None
    instruction: str = ""
    measures: str = ""
    drafts: int = 1
    recipients: tuple[str, ...] = ()
    archive: str = "VP"
    copies: int = 1


def render_minutes(facts: MinutesFacts, *, press: Press | None = None) -> Rendered:
    """The minutes as PDF/A-3u; the facts travel inside as `minutes.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(minutes_paper(facts), data=data, press=press)


def minutes_paper(facts: MinutesFacts) -> PaperFacts:
    """What the minutes say, section by section."""
    words = MINUTES
    return PaperFacts(
        title=words["title"],
        abstract=words["abstract"].format(subject=facts.subject),
        organisation=facts.organisation,
        parent=facts.parent,
        number=facts.number,
        place=facts.place,
        signed_on=facts.signed_on,
        opening=(
            words["opening"].format(
                requester=facts.requester, asked=_day(facts.asked_on), lead=facts.organisation
            ),
        ),
        sections=(
            _asked(facts, words),
            _tasks(facts, words),
            _findings(facts, words),
            _conclusion(facts, words),
            _opinions(facts, words),
        ),
        closing=words["closing"].format(lead=facts.organisation),
        recipients=facts.recipients,
        signer=facts.signer,
        approval=facts.approval,
        archive=facts.archive,
        copies=facts.copies,
        data_name="minutes.json",
    )


def _asked(facts: MinutesFacts, words: Mapping[str, str]) -> PaperSection:
    lines = [Paragraph(text=facts.question)]
    if facts.on_site:
        lines.append(Paragraph(lead=words["on_site"], text=_day(facts.on_site) + "."))
    if facts.instruction:
        lines.append(Paragraph(lead=words["instruction"], text=facts.instruction))
    return PaperSection(title=words["asked"], paragraphs=tuple(lines))


def _tasks(facts: MinutesFacts, words: Mapping[str, str]) -> PaperSection:
    """Every agency with its task, its date, and when it answered; then who was late and who never answered."""
    columns = (
        PaperColumn(head=words["column.index"], share=6, centred=True),
        PaperColumn(head=words["column.agency"], share=24),
        PaperColumn(head=words["column.task"], share=34),
        PaperColumn(head=words["column.due"], share=15, centred=True),
        PaperColumn(head=words["column.answered"], share=21, centred=True),
    )
    rows = tuple(
        (agency.name, agency.asked, minute(agency.due), _when_answered(agency, words))
        for agency in facts.agencies
    )
    counted = words["counted"].format(
        asked=len(facts.agencies),
        **{name: _count(facts.agencies, name) for name in ("on_time", "late", "after_collecting", "none")},
    )
    return PaperSection(
        title=words["tasks"],
        table=PaperTable(columns=columns, rows=rows),
        paragraphs=(Paragraph(text=counted),),
    )


def _findings(facts: MinutesFacts, words: Mapping[str, str]) -> PaperSection:
    lines: list[Paragraph] = []
    for place, agency in enumerate(facts.agencies, 1):
        lead = f"{place}. {agency.name}:"
        if agency.answered == "none":
            lines.append(Paragraph(lead=lead, text=words["silent"]))
            continue
        lines.append(Paragraph(lead=lead, text=f"{agency.finding}. {agency.text}"))
        if agency.evidence:
            lines.append(Paragraph(lead=words["evidence"], text=agency.evidence))
    return PaperSection(title=words["findings"], paragraphs=tuple(lines))


def _conclusion(facts: MinutesFacts, words: Mapping[str, str]) -> PaperSection:
    lines = [Paragraph(lead=f"{facts.conclusion}.", text=facts.conclusion_text)]
    if facts.measures:
        lines.append(Paragraph(lead=words["measures"], text=facts.measures))
    return PaperSection(title=words["conclusion"], paragraphs=tuple(lines))


def _opinions(facts: MinutesFacts, words: Mapping[str, str]) -> PaperSection:
    """What every agency says of the conclusion; dissent with its reason."""
    columns = (
        PaperColumn(head=words["column.index"], share=6, centred=True),
        PaperColumn(head=words["column.agency"], share=40),
        PaperColumn(head=words["column.stance"], share=30),
        PaperColumn(head=words["column.given"], share=24, centred=True),
    )
    rows = tuple(
        (agency.name, words[f"stance.{agency.stance}"], _given(agency, words)) for agency in facts.agencies
    )
    dissent = [agency for agency in facts.agencies if agency.stance == "dissent"]
    lines = [
        Paragraph(lead=words["dissent"].format(agency=agency.name), text=agency.reason) for agency in dissent
    ]
    if not dissent:
        lines.append(Paragraph(text=words["no_dissent"]))
    if facts.drafts > 1:
        lines.append(Paragraph(text=words["drafts"].format(drafts=facts.drafts)))
    return PaperSection(
        title=words["opinions"], table=PaperTable(columns=columns, rows=rows), paragraphs=tuple(lines)
    )


def _count(agencies: Sequence[AgencyFacts], answered: str) -> int:
    return sum(agency.answered == answered for agency in agencies)


def _when_answered(agency: AgencyFacts, words: Mapping[str, str]) -> str:
    if agency.answered_at is None:
        return words["answered.none"]
    late_by = agency.late_by[:1].upper() + agency.late_by[1:]
    note = words[f"answered.{agency.answered}"].format(late_by=late_by)
    return f"{minute(agency.answered_at)}\n{note}"


def _given(agency: AgencyFacts, words: Mapping[str, str]) -> str:
    if agency.stance_at is None:
        return ""
    return minute(agency.stance_at) + (f"\n{words['stance_late']}" if agency.stance_late else "")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
