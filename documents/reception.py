"""The notice of what was concluded at a citizen reception: every issue, who does it, by when.

It holds two numbers of those who came, and nobody's name.
"""

from dataclasses import dataclass
from datetime import date

import orjson

from documents.facts import Approval, Number, Signer
from documents.paper import PaperColumn, PaperFacts, PaperSection, PaperTable, Paragraph, render_paper
from documents.press import Press
from documents.reception_words import NOTICE
from documents.submission import Rendered


@dataclass(frozen=True, kw_only=True)
class ConclusionFacts:
    """One numbered conclusion. `named`: the head named the unit and the day; else the ordinary clock gave them.

    what: what is to be done, where it was said apart from the issue. by_when is None where no answer is owed.
    """

    number: str
    issue: str
    unit: str
    by_when: date | None
    named: bool
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """The notice as the head approved it. deputy: why a deputy received in his stead; None where the head did."""

    organisation: str
    number: Number
    place: str
    signed_on: date
    met_on: date
    deputy: str | None
    visitors: int
    groups: int
    conclusions: tuple[ConclusionFacts, ...]
    text: str
    signer: Signer
    approval: Approval
    parent: str = ""
    recipients: tuple[str, ...] = ()
    archive: str = "VP"


def render_notice(facts: NoticeFacts, *, press: Press | None = None) -> Rendered:
    """The notice as PDF/A-3u; the facts travel inside as `reception.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(notice_paper(facts), data=data, press=press)


def notice_paper(facts: NoticeFacts) -> PaperFacts:
    """What the notice says, section by section."""
    day = _day(facts.met_on)
    sections = (_sitting(facts), _conclusions(facts))
    return PaperFacts(
        title=NOTICE["title"],
        abstract=NOTICE["abstract"].format(day=day),
        organisation=facts.organisation,
        parent=facts.parent,
        number=facts.number,
        place=facts.place,
        signed_on=facts.signed_on,
        opening=(NOTICE["opening"].format(day=day, organisation=facts.organisation),),
        sections=(*sections, _general(facts)) if facts.text else sections,
        closing=NOTICE["closing"].format(organisation=facts.organisation),
        recipients=facts.recipients,
        signer=facts.signer,
        approval=facts.approval,
        archive=facts.archive,
        data_name="reception.json",
    )


def _sitting(facts: NoticeFacts) -> PaperSection:
    who = NOTICE["head"] if facts.deputy is None else NOTICE["deputy"].format(reason=facts.deputy)
    counted = NOTICE["counted"].format(
        visitors=facts.visitors, groups=facts.groups, issues=len(facts.conclusions)
    )
    return PaperSection(title=NOTICE["sitting"], paragraphs=(Paragraph(text=who), Paragraph(text=counted)))


def _conclusions(facts: NoticeFacts) -> PaperSection:
    """Each issue is one numbered row."""
    if not facts.conclusions:
        return PaperSection(title=NOTICE["conclusions"], paragraphs=(Paragraph(text=NOTICE["none"]),))
    columns = (
        PaperColumn(head=NOTICE["column.index"], share=6, centred=True),
        PaperColumn(head=NOTICE["column.issue"], share=46),
        PaperColumn(head=NOTICE["column.unit"], share=24),
        PaperColumn(head=NOTICE["column.by_when"], share=24, centred=True),
    )
    rows = tuple((_issue(one), one.unit, _by_when(one)) for one in facts.conclusions)
    return PaperSection(title=NOTICE["conclusions"], table=PaperTable(columns=columns, rows=rows))


def _issue(one: ConclusionFacts) -> str:
    number = NOTICE["issue"].format(number=one.number, text=one.issue)
    return f"{number}\n{NOTICE['what'].format(what=one.what)}" if one.what else number


def _by_when(one: ConclusionFacts) -> str:
    day = _day(one.by_when) if one.by_when else NOTICE["nothing_due"]
    return f"{day}\n{NOTICE['named' if one.named else 'clock']}"


def _general(facts: NoticeFacts) -> PaperSection:
    return PaperSection(title=NOTICE["general"], paragraphs=(Paragraph(text=facts.text),))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
