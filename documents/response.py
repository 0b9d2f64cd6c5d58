"""The log of a service incident: what has happened, who did which step when, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime

import orjson

from documents.facts import Approval, Number, Signer
from documents.paper import PaperColumn, PaperFacts, PaperSection, PaperTable, Paragraph, render_paper
from documents.press import Press
from documents.response_words import RESPONSE
from documents.submission import Rendered
from documents.tables import minute


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """One step: what, whose, how it stands in words, its times, what came of it or why it was not `done`."""

    number: int
    what: str
    office: str
    state: str
    done: bool
    due: datetime
    late: bool
    begun: datetime | None = None
    confirmed: datetime | None = None
    ended: datetime | None = None
    result: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ResponseFacts:
    """One incident. `kind`, `area` and `outcome` are words; the rest is as elsewhere.

    `number` is that among the incidents of the unit, "07/2026". `approval` says which office closed it and when;
    while it runs, which began it.
    """

    organisation: str
    number: str
    place: str
    signed_on: date
    kind: str
    area: str
    what: str
    in_charge: str
    started_at: datetime
    due: datetime
    signer: Signer
    approval: Approval
    parent: str = ""
    steps: tuple[StepFacts, ...] = ()
    outcome: str = ""
    conclusion: str = ""
    lessons: str = ""
    closed_at: datetime | None = None
    recipients: tuple[str, ...] = ()


def render_response(facts: ResponseFacts, *, press: Press | None = None) -> Rendered:
    """The log as PDF/A-3u; the facts travel inside as `response.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(response_paper(facts), data=data, press=press)


def response_paper(facts: ResponseFacts) -> PaperFacts:
    """What the log says, section by section."""
    return PaperFacts(
        title=RESPONSE["title"],
        abstract=RESPONSE["abstract"].format(number=facts.number, kind=facts.kind, area=facts.area),
        organisation=facts.organisation,
        parent=facts.parent,
        number=Number(value=None, office_code=""),
        place=facts.place,
        signed_on=facts.signed_on,
        addressees=(),
        opening=(
            RESPONSE["opening"].format(
                organisation=facts.organisation,
                at=minute(facts.started_at),
                in_charge=facts.in_charge,
                due=minute(facts.due),
            ),
        ),
        sections=(
            PaperSection(title=RESPONSE["event"], paragraphs=(Paragraph(text=facts.what),)),
            _steps(facts),
            _conclusion(facts),
        ),
        closing=RESPONSE["counted"],
        recipients=facts.recipients,
        signer=facts.signer,
        approval=facts.approval,
        drawn_up=True,
        data_name="response.json",
    )


def _steps(facts: ResponseFacts) -> PaperSection:
    columns = tuple(
        PaperColumn(head=RESPONSE[f"column.{name}"], share=share, centred=name == "index")
        for name, share in (("index", 7), ("what", 35), ("times", 22), ("state", 12), ("result", 24))
    )
    rows = tuple((_what(one), _times(one), f"{one.state}{_late(one)}", one.result) for one in facts.steps)
    return PaperSection(title=RESPONSE["steps"], table=PaperTable(columns=columns, rows=rows))


def _late(one: StepFacts) -> str:
    return f", {RESPONSE['late']}" if one.late else ""


def _what(one: StepFacts) -> str:
    source = f"\n{RESPONSE['source'].format(source=one.source)}" if one.source else ""
    return f"{one.what}\n{one.office}{source}"


def _times(one: StepFacts) -> str:
    """The year stands at the head of the paper."""
    ended = "ended" if one.done else "stopped"
    moments = (("begun", one.begun), ("confirmed", one.confirmed), ("due", one.due), (ended, one.ended))
    return "\n".join(RESPONSE[name].format(at=f"{at:%d/%m %H:%M}") for name, at in moments if at)


def _conclusion(facts: ResponseFacts) -> PaperSection:
    if facts.closed_at is None:
        return PaperSection(title=RESPONSE["conclusion"], paragraphs=(Paragraph(text=RESPONSE["open"]),))
    said = RESPONSE["closed"].format(at=minute(facts.closed_at), outcome=facts.outcome)
    lines = [Paragraph(text=said), Paragraph(text=facts.conclusion)]
    if facts.lessons:
        lines.append(Paragraph(lead=RESPONSE["lessons"], text=facts.lessons))
    return PaperSection(title=RESPONSE["conclusion"], paragraphs=tuple(lines))
