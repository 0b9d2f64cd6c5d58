"""What every document has around its text: head, title, recipients, and the line of its approval."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.document_number import number_line, place_date_line, symbol
from documents.facts import Approval, Language, Number, Signer
from documents.layout import Layout
from documents.letters import balanced, capitals
from documents.sections import APPENDIX_PAGES
from documents.tables import minute

# How many letters fit on a line of the head (left side) and of the title, in the sizes of the decree.
HEAD_LETTERS = 26
TITLE_LETTERS = 62

TEMPLATES = Path(__file__).parent / "templates"


class Framed(Protocol):
    """The facts that the frame of a document is made of; see `SubmissionFacts` for what each means."""

    @property
    def organisation(self) -> str: ...  # noqa: D102 - said in the class
    @property
    def parent(self) -> str: ...  # noqa: D102 - same
    @property
    def number(self) -> Number: ...  # noqa: D102 - same
    @property
    def place(self) -> str: ...  # noqa: D102 - same
    @property
    def signed_on(self) -> date: ...  # noqa: D102 - same
    @property
    def signer(self) -> Signer: ...  # noqa: D102 - same
    @property
    def approval(self) -> Approval: ...  # noqa: D102 - same
    @property
    def recipients(self) -> tuple[str, ...]: ...  # noqa: D102 - same
    @property
    def archive(self) -> str: ...  # noqa: D102 - same
    @property
    def copies(self) -> int: ...  # noqa: D102 - same
    @property
    def language(self) -> Language: ...  # noqa: D102 - same


def head(
    facts: Framed, layout: Layout, words: Mapping[str, str], *, title: str, about: str
) -> dict[str, str]:
    """The head of the page and the title. `about` may be broken into lines; else they are made equally long."""
    number = facts.number
    return {
        "nation": words["nation"] or layout.nation,
        "motto": words["motto"] or layout.motto,
        "parent": balanced(capitals(facts.parent), HEAD_LETTERS),
        "office": balanced(capitals(facts.organisation), HEAD_LETTERS),
        "number": number_line(layout, number.value, number.type_code, number.office_code),
        "place_date": place_date_line(layout, facts.place, facts.signed_on),
        "title": capitals(title),
        "about": about.replace("\n", " "),
        "abstract": about if "\n" in about else balanced(about, TITLE_LETTERS),
        "created": facts.approval.at.isoformat(timespec="seconds"),
    }


def recipients(facts: Framed, layout: Layout, *first: str) -> list[str]:
    """Each line with its dash and semicolon, `first` before the others; the archive line closes the list."""
    lines = [f"- {line.strip().rstrip(';.')};" for line in (*first, *facts.recipients)]
    archive = layout.archive_format.format(unit=facts.archive, copies=f"{facts.copies:02d}")
    return [*lines, f"- {archive}"]


def stamp(facts: Framed, words: Mapping[str, str], attachment_sha256: str) -> list[str]:
    """Who approved when, and the fingerprint of the data that travel inside."""
    zone = f"{facts.approval.at:%z}"
    moment = f"{minute(facts.approval.at)} ({zone[:3]}:{zone[3:5]})"
    return [
        words["approved"].format(office=facts.approval.office, moment=moment),
        words["fingerprint"].format(sha256=attachment_sha256),
    ]


def cited(facts: Framed, layout: Layout) -> str:
    """The number and symbol as other papers cite it: `05/BC-UBND`."""
    number = facts.number
    return symbol(layout, number.value, number.type_code, number.office_code)


@cache
def styles(layout: Layout) -> str:
    """The style sheet of a layout: measures from the layout, the arrangement from the template."""
    return templates().get_template("decree30.css").render(layout=layout, appendices=APPENDIX_PAGES)


@cache
def templates() -> ImmutableSandboxedEnvironment:
    """The templates of all documents. Texts are data: escaped, never run, never fetched."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
