"""The numbered sections of a submission, and the lists that leave the text for an appendix."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from documents.facts import Collected, Part, PartKind, SubmissionFacts
from documents.tables import Table, issue_table, number_table, subordinate_table

ROWS_IN_TEXT = 5
"""Longer lists become an appendix, which lies on its side."""

APPENDIX_PAGES = ("appendix-1", "appendix-2", "appendix-3")
"""Names of `@page` rules: each appendix counts its own pages."""

_ROMAN = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_COUNTS = ("expected", "on_time", "late", "missing", "nil", "not_yet_sent", "not_accepted")


@dataclass(frozen=True)
class Appendix:
    """A table with its own pages: `page` is its `@page` name, `label` what the text calls it, `of` what it lists."""

    of: str
    page: str
    label: str
    title: str
    table: Table


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, then perhaps a row of counts, a sentence about it, and a table.

    The paragraphs of one that is `listed` are lines of a list: not set to both margins, which tears names apart.
    """

    title: str
    paragraphs: tuple[str, ...]
    counts: tuple[tuple[str, int | str], ...] = ()
    after: str = ""
    table: Table | None = None
    listed: bool = False


def appendices(facts: SubmissionFacts, words: Mapping[str, str]) -> list[Appendix]:
    """The lists too long for the text. A lone appendix has no number, several have Roman ones."""
    tables = []
    if any(row.sources for row in facts.numbers):
        tables.append(("numbers", words["number_sources"], number_table(facts.numbers, words)))
    if len(facts.subordinates) > ROWS_IN_TEXT:
        tables.append(("collected", words["collected"], subordinate_table(facts.subordinates, words)))
    # A column for the unit leaves too little room for the others on an upright page.
    if len(facts.issues) > ROWS_IN_TEXT or any(row.unit for row in facts.issues):
        title = next(part.title for part in facts.parts if part.kind == "issues")
        tables.append(("issues", title, issue_table(facts.issues, facts.heads, words)))
    numbers = ("",) if len(tables) == 1 else (" I", " II", " III")
    return [
        Appendix(of, page, words["appendix"] + number, title, table)
        for page, number, (of, title, table) in zip(APPENDIX_PAGES, numbers, tables, strict=False)
    ]


def sections(facts: SubmissionFacts, words: Mapping[str, str]) -> list[Section]:
    """The sections in order. A list that has an appendix is only pointed to."""
    label_of = {appendix.of: appendix.label for appendix in appendices(facts, words)}
    found = [_BY_KIND[part.kind](part, facts, words, label_of.get(part.kind)) for part in facts.parts]
    if facts.collected:
        place = next((at for at, part in enumerate(facts.parts) if part.kind == "issues"), len(found))
        found.insert(place, _collected(facts, facts.collected, words, label_of.get("collected")))
    if facts.files:
        found.append(_files(facts, words))
    return found


def roman(number: int) -> str:
    """A section's number in Roman numerals."""
    written = ""
    for letters, worth in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def _files(facts: SubmissionFacts, words: Mapping[str, str]) -> Section:
    lines = (
        words["file_line"].format(name=file.name, size=-(-file.bytes // 1000), sha256=file.sha256)
        for file in facts.files
    )
    return Section(words["files"], tuple(lines), listed=True)


def _lines(part: Part) -> tuple[str, ...]:
    return tuple(line.strip() for text in part.paragraphs for line in text.splitlines() if line.strip())


def _plain(part: Part, _facts: SubmissionFacts, words: Mapping[str, str], _appendix: str | None) -> Section:
    return Section(part.title, _lines(part) or (words["none"],))


def _numbers(part: Part, facts: SubmissionFacts, words: Mapping[str, str], appendix: str | None) -> Section:
    counts = tuple((row.label, row.value) for row in facts.numbers)
    section = Section(part.title, _lines(part), counts=counts)
    return replace(section, after=words["see_appendix"].format(appendix=appendix)) if appendix else section


def _issues(part: Part, facts: SubmissionFacts, words: Mapping[str, str], appendix: str | None) -> Section:
    if not facts.issues:
        return _plain(part, facts, words, appendix)
    sentence = words["issue_count"].format(
        count=len(facts.issues), mentions=sum(row.mentions for row in facts.issues)
    )
    salient = tuple(_salient(facts, words))
    if appendix:
        first = f"{sentence} {words['see_appendix'].format(appendix=appendix)}"
        return Section(part.title, (first, *salient))
    return Section(part.title, (sentence, *salient), table=issue_table(facts.issues, facts.heads, words))


def _salient(facts: SubmissionFacts, words: Mapping[str, str]) -> Iterator[str]:
    """The issues that stand out, in their order: what, its number in the register, from where, how often, why."""
    rows = [row for row in facts.issues if row.salient]
    if rows:
        yield words["salient"].format(count=len(rows))
    for index, row in enumerate(rows, start=1):
        known = words["salient_register"].format(numbers=row.register) if row.register else ""
        often = words["salient_mentions"].format(mentions=row.mentions)
        beside = "; ".join(part for part in (known, row.unit, often, row.status) if part)
        why = " " + words["salient_why"].format(why=row.why) if row.why else ""
        yield f"{index}. {' '.join(row.summary.split())} ({beside}).{why}"


_BY_KIND: Mapping[PartKind, Callable[[Part, SubmissionFacts, Mapping[str, str], str | None], Section]] = {
    "text": _plain,
    "numbers": _numbers,
    "issues": _issues,
}


def _collected(
    facts: SubmissionFacts, collected: Collected, words: Mapping[str, str], appendix: str | None
) -> Section:
    section = Section(
        words["collected"],
        (words["collected_sentence"].format(expected=collected.expected),),
        counts=tuple((words[f"outcome.{name}"], getattr(collected, name)) for name in _COUNTS),
    )
    if appendix:
        return replace(section, after=words["see_appendix"].format(appendix=appendix))
    return replace(
        section, table=subordinate_table(facts.subordinates, words) if facts.subordinates else None
    )
