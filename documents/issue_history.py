"""The whole history of an issue as a paper: how it stands, what happened, who had it, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from documents.facts import Approval, Number, Signer
from documents.issue_history_words import HISTORY
from documents.paper import PaperColumn, PaperFacts, PaperSection, PaperTable, Paragraph, render_paper
from documents.press import Press
from documents.submission import Rendered
from documents.tables import minute

Shares = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """Something that happened, in words."""

    at: datetime
    what: str
    office: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """A step and the office that had it; `until` is None where it still has."""

    what: str
    office: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """One answer that was written, and what its review said."""

    number: int
    office: str
    at: datetime
    review: str
    text: str


@dataclass(frozen=True, kw_only=True)
class OtherFacts:
    """A joint verification, a direction or a month's control: its number or month, what, and how it came out."""

    number: str
    what: str
    state: str


@dataclass(frozen=True, kw_only=True)
class HistoryFacts:
    """One issue as it was sent to an oversight body; codes are in words already, and no text names a person."""

    organisation: str
    parent: str
    place_signed: str
    at: datetime
    number: str
    register: str
    body: str
    sent: date
    office: str
    why: str
    category: str
    place: str
    channel: str
    raised_on: date
    summary: str
    state: str
    charge: str
    due: datetime | None
    late: bool
    age: int
    extensions: int
    returns: int
    periods: int
    mentions: int
    events: tuple[EventFacts, ...]
    steps: tuple[StepFacts, ...]
    answers: tuple[AnswerFacts, ...]
    verifications: tuple[OtherFacts, ...]
    directions: tuple[OtherFacts, ...]
    controls: tuple[OtherFacts, ...]


def render_history(facts: HistoryFacts, *, press: Press | None = None) -> Rendered:
    """The history as PDF/A-3u; the facts travel inside as `history.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(history_paper(facts), data=data, press=press)


def history_paper(facts: HistoryFacts) -> PaperFacts:
    """What the history says, section by section."""
    opening = HISTORY["opening"].format(
        number=facts.number,
        register=facts.register,
        body=facts.body,
        sent=_day(facts.sent),
        office=facts.office,
        why=facts.why.rstrip(". "),
    )
    return PaperFacts(
        title=HISTORY["title"],
        abstract=HISTORY["abstract"].format(number=facts.number, summary=facts.summary),
        organisation=facts.organisation,
        parent=facts.parent,
        number=Number(value=None, office_code=""),
        place=facts.place_signed,
        signed_on=facts.at.date(),
        opening=(opening,),
        sections=(
            _issue(facts),
            _standing(facts),
            _events(facts),
            _steps(facts),
            _answers(facts),
            _others("verifications", facts.verifications, "number"),
            _others("directions", facts.directions, "number"),
            _others("controls", facts.controls, "month"),
        ),
        closing=HISTORY["closing"].format(number=facts.number, at=minute(facts.at)),
        recipients=(facts.body,),
        signer=Signer(position=""),
        approval=Approval(office=facts.organisation, at=facts.at),
        drawn_up=True,
        data_name="history.json",
    )


def _issue(facts: HistoryFacts) -> PaperSection:
    said = {
        "category": facts.category,
        "place": facts.place,
        "channel": facts.channel,
        "raised": _day(facts.raised_on),
        "summary": facts.summary,
    }
    return PaperSection(title=HISTORY["issue"], paragraphs=_led(said))


def _standing(facts: HistoryFacts) -> PaperSection:
    due = minute(facts.due) if facts.due else HISTORY["none"]
    said = {
        "state": facts.state,
        "charge": facts.charge,
        "due": HISTORY["due_late"].format(due=due) if facts.late else due,
    }
    counted = HISTORY["age"].format(
        age=facts.age,
        extensions=facts.extensions,
        returns=facts.returns,
        periods=facts.periods,
        mentions=facts.mentions,
    )
    return PaperSection(title=HISTORY["standing"], paragraphs=(*_led(said), Paragraph(text=counted)))


def _led(said: dict[str, str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(lead=HISTORY[name], text=text) for name, text in said.items())


def _events(facts: HistoryFacts) -> PaperSection:
    rows = [(minute(one.at), one.what, one.office, one.text) for one in facts.events]
    return _table("events", (("index", 6), ("at", 15), ("what", 22), ("office", 22), ("text", 35)), rows)


def _steps(facts: HistoryFacts) -> PaperSection:
    rows = [
        (one.what, one.office, minute(one.since), minute(one.until) if one.until else HISTORY["still"])
        for one in facts.steps
    ]
    return _table("steps", (("index", 6), ("what", 32), ("office", 30), ("from", 16), ("until", 16)), rows)


def _answers(facts: HistoryFacts) -> PaperSection:
    written = tuple(
        Paragraph(
            lead=HISTORY["answer"].format(
                number=one.number, office=one.office, at=minute(one.at), review=one.review
            ),
            text=one.text,
        )
        for one in facts.answers
    )
    return PaperSection(
        title=HISTORY["answers"], paragraphs=written or (Paragraph(text=HISTORY["no_answers"]),)
    )


def _others(name: str, others: Sequence[OtherFacts], first: str) -> PaperSection:
    rows = [(one.number, one.what, one.state) for one in others]
    return _table(name, (("index", 6), (first, 14), ("what", 50), ("state", 30)), rows)


def _table(name: str, shares: Shares, rows: Sequence[tuple[str, ...]]) -> PaperSection:
    if not rows:
        return PaperSection(title=HISTORY[name], paragraphs=(Paragraph(text=HISTORY["none"]),))
    centred = {"index", "at", "from", "until", "number", "month"}
    columns = tuple(
        PaperColumn(head=HISTORY[f"column.{column}"], share=share, centred=column in centred)
        for column, share in shares
    )
    return PaperSection(title=HISTORY[name], table=PaperTable(columns=columns, rows=tuple(rows)))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
