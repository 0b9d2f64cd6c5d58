"""The paper of a quick report: what happened, what was reported since, who has received it and when."""

from dataclasses import dataclass
from datetime import date, datetime

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
from documents.quick_report_words import QUICK
from documents.submission import Rendered
from documents.tables import minute


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One report after the first."""

    at: datetime
    late: bool
    text: str
    measures: str = ""
    scale: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptFacts:
    """One unit that got it: how it stands in words, when it confirmed, what it wants done at once."""

    unit: str
    state: str
    at: datetime | None = None
    instruction: str = ""


@dataclass(frozen=True, kw_only=True)
class QuickReportFacts:
    """One quick report with all that followed. `category`, `urgency` and `state` are words; the rest is as elsewhere.

    `approval` says which office sent it and when: nobody approves a quick report before it leaves.
    """

    organisation: str
    number: Number
    place: str
    signed_on: date
    summary: str
    happened_at: datetime
    late: bool
    category: str
    area: str
    urgency: str
    mentions: int
    state: str
    signer: Signer
    approval: Approval
    parent: str = ""
    scale: str = ""
    measures: str = ""
    proposals: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    receipts: tuple[ReceiptFacts, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def render_quick_report(facts: QuickReportFacts, *, press: Press | None = None) -> Rendered:
    """The report as PDF/A-3u; the facts travel inside as `quick_report.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(quick_report_paper(facts), data=data, press=press)


def quick_report_paper(facts: QuickReportFacts) -> PaperFacts:
    """What the report says, section by section."""
    return PaperFacts(
        title=QUICK["title"],
        abstract=QUICK["abstract"].format(category=facts.category.lower(), area=facts.area),
        organisation=facts.organisation,
        parent=facts.parent,
        number=facts.number,
        place=facts.place,
        signed_on=facts.signed_on,
        addressees=facts.addressees,
        opening=(
            QUICK["opening"].format(
                organisation=facts.organisation,
                at=minute(facts.happened_at),
                sent=minute(facts.approval.at),
                late=QUICK["late"] if facts.late else "",
                urgency=facts.urgency.lower(),
            ),
        ),
        sections=tuple(
            one for one in (_event(facts), _follow_ups(facts), _receipts(facts)) if one is not None
        ),
        closing=QUICK["closing"].format(state=facts.state.lower()),
        recipients=facts.recipients,
        signer=facts.signer,
        approval=facts.approval,
        drawn_up=True,
        data_name="quick_report.json",
    )


def _event(facts: QuickReportFacts) -> PaperSection:
    lines = [
        Paragraph(text=facts.summary),
        Paragraph(lead=QUICK["mentions"], text=f"{facts.mentions}."),
    ]
    lines += [
        Paragraph(lead=QUICK[name], text=text)
        for name, text in (
            ("scale", facts.scale),
            ("measures", facts.measures),
            ("proposals", facts.proposals),
        )
        if text
    ]
    return PaperSection(title=QUICK["event"], paragraphs=tuple(lines))


def _follow_ups(facts: QuickReportFacts) -> PaperSection | None:
    if not facts.follow_ups:
        return None
    lines: list[Paragraph] = []
    for number, one in enumerate(facts.follow_ups, 1):
        late = QUICK["late"] if one.late else ""
        lines.append(
            Paragraph(
                lead=QUICK["follow_up"].format(number=number, at=minute(one.at), late=late), text=one.text
            )
        )
        lines += [
            Paragraph(lead=QUICK[name], text=text)
            for name, text in (("measures", one.measures), ("scale", one.scale))
            if text
        ]
    return PaperSection(title=QUICK["follow_ups"], paragraphs=tuple(lines))


def _receipts(facts: QuickReportFacts) -> PaperSection | None:
    """Every unit on its way, those that never confirmed, too."""
    if not facts.receipts:
        return None
    columns = tuple(
        PaperColumn(head=QUICK[f"column.{name}"], share=share, centred=name in ("index", "at"))
        for name, share in (("index", 7), ("unit", 29), ("state", 19), ("at", 20), ("instruction", 25))
    )
    rows = tuple(
        (one.unit, one.state, minute(one.at) if one.at else "", one.instruction) for one in facts.receipts
    )
    return PaperSection(title=QUICK["receipts"], table=PaperTable(columns=columns, rows=rows))
