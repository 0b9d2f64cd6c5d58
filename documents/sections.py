"""The numbered sections of a submission, and the lists that leave the text for an appendix."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from documents.facts import Collected, SubmissionFacts
from documents.tables import Table, issue_table, number_table, subordinate_table

ROWS_IN_TEXT = 5
"""Longer lists become an appendix, which lies on its side."""

APPENDIX_PAGES = ("appendix-1", "appendix-2", "appendix-3")
"""Names of `@page` rules: each appendix counts its own pages."""

_COUNTS = ("expected", "on_time", "late", "missing", "nil", "not_yet_sent", "not_accepted")


@dataclass(frozen=True)
class Appendix:
    """A table with its own pages: `page` is its `@page` name, `label` what the text calls it."""

    page: str
    label: str
    title: str
    table: Table


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, then perhaps a row of counts, a sentence about it, and a table."""

    title: str
    paragraphs: tuple[str, ...]
    counts: tuple[tuple[str, int | str], ...] = ()
    after: str = ""
    table: Table | None = None


def appendices(facts: SubmissionFacts, words: Mapping[str, str]) -> list[Appendix]:
    """The lists too long for the text. A lone appendix has no number, several have Roman ones."""
    tables = []
    if any(row.sources for row in facts.numbers):
        tables.append((words["number_sources"], number_table(facts.numbers, words)))
    if len(facts.subordinates) > ROWS_IN_TEXT:
        tables.append((words["collected"], subordinate_table(facts.subordinates, words)))
    # A column for the unit leaves too little room for the others on an upright page.
    if len(facts.issues) > ROWS_IN_TEXT or any(row.unit for row in facts.issues):
        tables.append((words["issues"], issue_table(facts.issues, words)))
    numbers = ("",) if len(tables) == 1 else (" I", " II", " III")
    return [
        Appendix(page, words["appendix"] + number, title, table)
        for page, number, (title, table) in zip(APPENDIX_PAGES, numbers, tables, strict=False)
    ]


def sections(facts: SubmissionFacts, words: Mapping[str, str]) -> list[Section]:
    """The sections in order. A list that has an appendix is only pointed to."""
    label_of = {appendix.title: appendix.label for appendix in appendices(facts, words)}
    found = [_plain(words["overview"], facts.overview, words)]
    if facts.numbers:
        found.append(_numbers(facts, words, label_of.get(words["number_sources"])))
    if facts.collected:
        found.append(_collected(facts, facts.collected, words, label_of.get(words["collected"])))
    found.append(_issues(facts, words, label_of.get(words["issues"])))
    found.append(_plain(words["followup"], facts.followup, words))
    found.append(_plain(words["proposals"], facts.proposals, words))
    if facts.files:
        found.append(_files(facts, words))
    return found


def _files(facts: SubmissionFacts, words: Mapping[str, str]) -> Section:
    lines = (
        words["file_line"].format(name=file.name, bytes=file.bytes, sha256=file.sha256)
        for file in facts.files
    )
    return Section(words["files"], tuple(lines))


def _plain(title: str, texts: tuple[str, ...], words: Mapping[str, str]) -> Section:
    paragraphs = tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
    return Section(title, paragraphs or (words["none"],))


def _numbers(facts: SubmissionFacts, words: Mapping[str, str], appendix: str | None) -> Section:
    section = Section(words["numbers"], (), counts=tuple((row.label, row.value) for row in facts.numbers))
    return replace(section, after=words["see_appendix"].format(appendix=appendix)) if appendix else section


def _issues(facts: SubmissionFacts, words: Mapping[str, str], appendix: str | None) -> Section:
    if not facts.issues:
        return Section(words["issues"], (words["nil"],))
    sentence = words["issue_count"].format(
        count=len(facts.issues), mentions=sum(row.mentions for row in facts.issues)
    )
    if appendix:
        return Section(words["issues"], (f"{sentence} {words['see_appendix'].format(appendix=appendix)}",))
    return Section(words["issues"], (sentence,), table=issue_table(facts.issues, words))


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
