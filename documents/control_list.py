"""The list of a month's control as a paper: every open issue with its age, who has it, and what was said of it."""

from dataclasses import dataclass
from datetime import date, datetime

import orjson

from documents.control_list_words import CONTROL
from documents.facts import Approval, Number, Signer
from documents.paper import PaperColumn, PaperFacts, PaperSection, PaperTable, Paragraph, render_paper
from documents.press import Press
from documents.submission import Rendered
from documents.tables import minute


@dataclass(frozen=True, kw_only=True)
class ControlRow:
    """One issue, in words. `said` is empty where nobody confirmed it."""

    issue: str
    age: int
    charge: str
    due: date | None
    extensions: int
    said: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class ControlFacts:
    """One list as it stands at a moment. The counts are of all its lines, `rows` may be the first of them only."""

    organisation: str
    parent: str
    place: str
    month: str
    opened: date
    due: datetime
    at: datetime
    total: int
    red: int
    waiting: int
    confirmed: int
    settled: int
    carried: int
    gone: int
    rows: tuple[ControlRow, ...]


def render_control_list(facts: ControlFacts, *, press: Press | None = None) -> Rendered:
    """The list as PDF/A-3u; the facts travel inside as `control.json`. Call it outside a transaction."""
    data = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return render_paper(control_paper(facts), data=data, press=press)


def control_paper(facts: ControlFacts) -> PaperFacts:
    """What the list says."""
    named = {"month": facts.month, "organisation": facts.organisation}
    opening = CONTROL["opening"].format(
        **named, opened=_day(facts.opened), due=minute(facts.due), at=minute(facts.at)
    )
    return PaperFacts(
        title=CONTROL["title"],
        abstract=CONTROL["abstract"].format(**named),
        organisation=facts.organisation,
        parent=facts.parent,
        number=Number(value=None, office_code=""),
        place=facts.place,
        signed_on=facts.at.date(),
        opening=(opening,),
        sections=(_sums(facts), _rows(facts)),
        closing=CONTROL["closing"].format(**named),
        signer=Signer(position=""),
        archive="",
        approval=Approval(office=facts.organisation, at=facts.at),
        drawn_up=True,
        data_name="control.json",
    )


def _sums(facts: ControlFacts) -> PaperSection:
    counted = CONTROL["counted"].format(
        **{name: getattr(facts, name) for name in ("total", "red", "waiting", "confirmed", "settled")}
    )
    moved = CONTROL["moved"].format(new=facts.total - facts.carried, carried=facts.carried, gone=facts.gone)
    return PaperSection(title=CONTROL["sums"], paragraphs=(Paragraph(text=counted), Paragraph(text=moved)))


def _rows(facts: ControlFacts) -> PaperSection:
    if not facts.rows:
        return PaperSection(title=CONTROL["rows"], paragraphs=(Paragraph(text=CONTROL["no_rows"]),))
    shares = (
        ("index", 6),
        ("issue", 27),
        ("age", 8),
        ("charge", 18),
        ("due", 12),
        ("said", 19),
        ("rank", 10),
    )
    columns = tuple(
        PaperColumn(head=CONTROL[f"column.{name}"], share=share, centred=name in {"index", "age", "due"})
        for name, share in shares
    )
    rows = tuple((row.issue, str(row.age), row.charge, _due(row), row.said, row.rank) for row in facts.rows)
    cut = (Paragraph(text=CONTROL["cut"].format(shown=len(rows))),) if len(rows) < facts.total else ()
    return PaperSection(title=CONTROL["rows"], table=PaperTable(columns=columns, rows=rows), paragraphs=cut)


def _due(row: ControlRow) -> str:
    day = _day(row.due) if row.due else ""
    return f"{day} ({CONTROL['extended'].format(times=row.extensions)})" if row.extensions else day


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
