"""A paper other than a periodic report: minutes, reviews, histories. What it says is put down section by section.

The modules that know a kind of paper (`documents/minutes.py`) turn its facts into a `PaperFacts`; this one sets it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import orjson

from documents.facts import Approval, Language, Number, Signer
from documents.fonts import check_fonts
from documents.frame import head, recipients, stamp, templates
from documents.labels import labels
from documents.layout import Layout
from documents.limits import Limits
from documents.press import Press, default_press
from documents.sections import roman
from documents.submission import Rendered
from documents.tables import Column, Table


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph, perhaps with its first words in bold. A line break also starts one."""

    text: str
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperColumn:
    """The head of a column, its share of the width, and whether its cells are centred."""

    head: str
    share: int
    centred: bool = False


@dataclass(frozen=True, kw_only=True)
class PaperTable:
    """Columns and rows of texts; the first column counts the rows by itself."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PaperSection:
    """A numbered heading, perhaps a table, then paragraphs."""

    title: str
    table: PaperTable | None = None
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """One paper. What the fields of its frame mean is said at `SubmissionFacts`.

    title, abstract: "Biên bản", and what it is about; opening: paragraphs before the first section.
    data_name: what the file of data inside the PDF is called, "minutes.json".
    drawn_up: made out of what stands in the store, approved by nobody; `approval` says for whom and when. It may go
    without number (no `office_code`), recipients (no `archive`) and place to sign (no `position`).
    """

    title: str
    abstract: str
    organisation: str
    number: Number
    place: str
    signed_on: date
    sections: tuple[PaperSection, ...]
    closing: str
    signer: Signer
    approval: Approval
    data_name: str
    parent: str = ""
    addressees: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VP"
    copies: int = 1
    language: Language = "vi"
    drawn_up: bool = False


@dataclass(frozen=True)
class _Set:
    title: str
    table: Table | None
    paragraphs: tuple[Paragraph, ...]


def render_paper(facts: PaperFacts, *, data: bytes, press: Press | None = None) -> Rendered:
    """The paper as PDF/A-3u with `data` (JSON) attached. The same facts and data give the same bytes.

    Raises a `DocumentError` whose message is for people. Call it outside a transaction.
    """
    check_fonts()
    request = orjson.loads(orjson.dumps(facts))
    pdf, pages = (press or default_press()).set(request, data, Limits(), kind="paper")
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), pages)


def compose_paper(facts: PaperFacts, layout: Layout, *, attachment_sha256: str) -> str:
    """The paper as one HTML page without styles."""
    words = labels(facts.language)
    return (
        templates()
        .get_template("paper.html")
        .render(
            facts=facts,
            words=words,
            head=_head(facts, layout, words),
            sections=[_section(section) for section in facts.sections],
            roman=roman,
            recipients=recipients(facts, layout) if facts.archive else [],
            stamp=stamp(facts, _stamped(facts, words), attachment_sha256),
        )
    )


def _head(facts: PaperFacts, layout: Layout, words: Mapping[str, str]) -> dict[str, str]:
    found = head(facts, layout, words, title=facts.title, about=facts.abstract)
    return found if facts.number.office_code else {**found, "number": ""}


def _stamped(facts: PaperFacts, words: Mapping[str, str]) -> Mapping[str, str]:
    return {**words, "approved": words["drawn_up"]} if facts.drawn_up else words


def _section(section: PaperSection) -> _Set:
    lines = (line for paragraph in section.paragraphs for line in _lines(paragraph))
    table = _table(section.table) if section.table else None
    return _Set(section.title, table, tuple(lines))


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    first, *others = [line.strip() for line in paragraph.text.splitlines() if line.strip()] or [""]
    return [Paragraph(text=first, lead=paragraph.lead), *(Paragraph(text=line) for line in others)]


def _table(table: PaperTable) -> Table:
    whole = sum(column.share for column in table.columns)
    columns = tuple(
        Column(str(place), column.head, round(100 * column.share / whole, 2), column.centred)
        for place, column in enumerate(table.columns)
    )
    return Table(columns, tuple((str(number), *cells) for number, cells in enumerate(table.rows, 1)))
