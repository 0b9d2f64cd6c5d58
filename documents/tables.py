"""The two tables of a submission as columns and cells: which columns, how wide, what stands in each cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.facts import Head, IssueRow, NumberRow, SubordinateRow

# Widths are shares of the table, never millimetres: WeasyPrint overprints cells whose millimetres do not fit.
_ISSUE_SHARES = {
    "index": 6.2,
    "unit": 11,
    "field": 11.5,
    "place": 11,
    "summary": 27,
    "source": 10.5,
    "mentions": 7.2,
    "urgency": 9.8,
    "handler": 12.5,
    "status": 10,
}
_ALWAYS = {"index", "summary", "mentions"}
_SUBORDINATE_SHARES = {
    "index": 6,
    "unit": 29,
    "outcome": 17,
    "sent_at": 20,
    "accepted": 16,
    "issues": 9,
    "note": 14,
}
_NUMBER_SHARES = {"index": 5, "number": 20, "written": 10, "added_up": 10, "from": 40, "reason": 20}
_CENTRED = {"index", "written", "added_up", "mentions", "urgency", "outcome", "sent_at", "accepted", "issues"}


@dataclass(frozen=True)
class Column:
    """One column: its head, its share of the width in percent, and whether its cells are centred."""

    name: str
    head: str
    percent: float
    centred: bool


@dataclass(frozen=True)
class Table:
    """Columns and the rows under them, every cell already a text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def issue_table(issues: Sequence[IssueRow], heads: Sequence[Head], words: Mapping[str, str]) -> Table:
    """The list of issues. What no row has, since its form may not ask for it, gets no column."""
    names = [name for name in _ISSUE_SHARES if name in _ALWAYS or any(getattr(row, name) for row in issues)]

    def cell(row: IssueRow, name: str) -> str:
        if name == "summary":
            return "\n".join((row.summary, *row.more))
        return str(getattr(row, name))

    own = {f"column.{head.column}": head.text for head in heads}
    return _table(names, _ISSUE_SHARES, issues, cell, {**words, **own})


def subordinate_table(units: Sequence[SubordinateRow], words: Mapping[str, str]) -> Table:
    """The units below and their outcome. The note gets a column only if some row has one."""
    names = [name for name in _SUBORDINATE_SHARES if name != "note" or any(row.note for row in units)]

    def cell(row: SubordinateRow, name: str) -> str:
        return _SUBORDINATE_CELLS[name](row, words)

    return _table(names, _SUBORDINATE_SHARES, units, cell, words)


def number_table(numbers: Sequence[NumberRow], words: Mapping[str, str]) -> Table:
    """Each number with the reports it was added up from. The reason gets a column only if some row has one."""
    names = [name for name in _NUMBER_SHARES if name != "reason" or any(row.reason for row in numbers)]

    def cell(row: NumberRow, name: str) -> str:
        return _NUMBER_CELLS[name](row)

    return _table(names, _NUMBER_SHARES, numbers, cell, words)


def _table(
    names: Sequence[str],
    shares: Mapping[str, float],
    rows: Sequence[Any],
    cell: Callable[[Any, str], str],
    words: Mapping[str, str],
) -> Table:
    whole = sum(shares[name] for name in names)
    columns = tuple(
        Column(name, words[f"column.{name}"], round(100 * shares[name] / whole, 2), name in _CENTRED)
        for name in names
    )
    return Table(
        columns,
        tuple(
            (str(index), *(cell(row, name) for name in names if name != "index"))
            for index, row in enumerate(rows, start=1)
        ),
    )


def _sent(row: SubordinateRow, _words: Mapping[str, str]) -> str:
    return "" if row.sent_at is None else minute(row.sent_at)


def _accepted(row: SubordinateRow, words: Mapping[str, str]) -> str:
    if row.sent_at is None:
        return ""
    return words["accepted.yes"] if row.accepted else words["accepted.no"]


_SUBORDINATE_CELLS: Mapping[str, Callable[[SubordinateRow, Mapping[str, str]], str]] = {
    "unit": lambda row, words: row.unit,  # noqa: ARG005 - one shape for every cell
    "outcome": lambda row, words: words[f"outcome.{row.outcome}"],
    "sent_at": _sent,
    "accepted": _accepted,
    "issues": lambda row, words: "" if row.sent_at is None else str(row.issues),  # noqa: ARG005 - same
    "note": lambda row, words: row.note,  # noqa: ARG005 - same
}


_NUMBER_CELLS: Mapping[str, Callable[[NumberRow], str]] = {
    "number": lambda row: row.label,
    "written": lambda row: row.value,
    "added_up": lambda row: row.added_up,
    "from": lambda row: "; ".join(f"{source.name}: {source.value}" for source in row.sources),
    "reason": lambda row: row.reason,
}


def minute(moment: datetime) -> str:
    """A moment to the minute, in the zone it carries: `17/11/2026 16:05`."""
    return f"{moment:%d/%m/%Y %H:%M}"
