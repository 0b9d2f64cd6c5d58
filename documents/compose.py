"""Facts become the HTML of one document. Texts are data: escaped, never run, never fetched."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.document_number import number_line, place_date_line, symbol
from documents.facts import SubmissionFacts
from documents.labels import labels
from documents.layout import Layout
from documents.letters import balanced, capitals
from documents.sections import APPENDIX_PAGES, appendices, roman, sections
from documents.tables import minute

# How many letters fit on a line of the head (left side) and of the title, in the sizes of the decree.
HEAD_LETTERS = 26
TITLE_LETTERS = 62

TEMPLATES = Path(__file__).parent / "templates"


def compose(facts: SubmissionFacts, layout: Layout, *, attachment_sha256: str) -> str:
    """The submission as one HTML page without styles; the styles come from `styles(layout)`."""
    words = labels(facts.language)
    return (
        _environment()
        .get_template("submission.html")
        .render(
            facts=facts,
            words=words,
            head=_head(facts, layout, words),
            sections=sections(facts, words),
            roman=roman,
            closing=words["closing"].format(period=facts.period, organisation=facts.organisation),
            recipients=_recipients(facts, layout, words),
            stamp=_stamp(facts, words, attachment_sha256),
            appendices=appendices(facts, words),
            attached_to=_attached_to(facts, layout, words),
        )
    )


@cache
def styles(layout: Layout) -> str:
    """The style sheet of a layout: measures from the layout, the arrangement from the template."""
    return _environment().get_template("decree30.css").render(layout=layout, appendices=APPENDIX_PAGES)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _head(facts: SubmissionFacts, layout: Layout, words: Mapping[str, str]) -> dict[str, str]:
    number = facts.number
    about = facts.abstract or words["abstract"].format(period=facts.period)
    if facts.corrects:
        about = f"{about}\n{words['corrects'].format(corrects=facts.corrects)}"
    return {
        "nation": words["nation"] or layout.nation,
        "motto": words["motto"] or layout.motto,
        "parent": balanced(capitals(facts.parent), HEAD_LETTERS),
        "office": balanced(capitals(facts.organisation), HEAD_LETTERS),
        "number": number_line(layout, number.value, number.type_code, number.office_code),
        "place_date": place_date_line(layout, facts.place, facts.signed_on),
        "title": capitals(words["title"]),
        "about": about.replace("\n", " "),
        "abstract": about if "\n" in about else balanced(about, TITLE_LETTERS),
        "window": words["window_day" if facts.first_day == facts.last_day else "window"].format(
            first=f"{facts.first_day:%d/%m/%Y}", last=f"{facts.last_day:%d/%m/%Y}"
        ),
        "created": facts.approval.at.isoformat(timespec="seconds"),
    }


def _recipients(facts: SubmissionFacts, layout: Layout, words: Mapping[str, str]) -> list[str]:
    """Each line with its dash and semicolon; the archive line closes the list."""
    lines = [f"- {line.strip().rstrip(';.')};" for line in (words["as_above"], *facts.recipients)]
    archive = layout.archive_format.format(unit=facts.archive, copies=f"{facts.copies:02d}")
    return [*lines, f"- {archive}"]


def _stamp(facts: SubmissionFacts, words: Mapping[str, str], attachment_sha256: str) -> list[str]:
    zone = f"{facts.approval.at:%z}"
    moment = f"{minute(facts.approval.at)} ({zone[:3]}:{zone[3:5]})"
    return [
        words["approved"].format(office=facts.approval.office, moment=moment),
        words["fingerprint"].format(sha256=attachment_sha256),
    ]


def _attached_to(facts: SubmissionFacts, layout: Layout, words: Mapping[str, str]) -> str:
    number = facts.number
    return words["attached_to"].format(
        symbol=symbol(layout, number.value, number.type_code, number.office_code),
        day=f"{facts.signed_on:%d/%m/%Y}",
        organisation=facts.organisation,
    )
