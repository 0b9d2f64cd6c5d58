"""What a number is made of, down to the issues: every report below, and what each issue gives to it.

    number = what the issues give + what reports on the way say otherwise than it adds up

holds for every number, whatever was merged, returned or corrected since: both sides are read from what was sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Field
from workflows.numbers.counted_once import Twice, noted, taken
from workflows.numbers.gives import LIST, Number, Said, gives, joined_to, whole
from workflows.numbers.sources import versions_of
from workflows.tables import (
    cycle,
    cycle_unit,
    number_reason,
    report,
    report_issue,
    report_source,
    report_version,
)

MOST_REPORTS = 500
"""A number made of more reports is followed one level at a time: a page reads no more than these."""


@dataclass(frozen=True)
class Node:
    """A version of a report in the tree: what it gave, and the versions it was added up from (none at the bottom)."""

    version_key: int
    given: Number
    sources: Mapping[int, Number]
    twice: Sequence[Twice]


@dataclass(frozen=True)
class Placed:
    """A version with its report, unit and period; `answers` are what was sent."""

    version_key: int
    report_key: int
    number: int
    unit_name: str
    period: str
    path: str
    answers: Said


@dataclass(frozen=True)
class Counts:
    """An issue of a report that a number counts."""

    key: int
    said: Said
    gives: Number
    by: Placed


@dataclass(frozen=True)
class Otherwise:
    """A number of a report on the way that says another than it adds up to, with the reason given for it."""

    by: Placed
    given: Number
    added_up: Number
    reason: str


@dataclass(frozen=True)
class Tree:
    """All of it: issues that count, those left out since another row tells of them, and what is said otherwise."""

    counts: Sequence[Counts]
    left: Sequence[Counts]
    otherwise: Sequence[Otherwise]


def tree(session: Session, field: Field, given: Mapping[int, Number], twice: Sequence[Twice]) -> Tree | None:
    """What versions, each with what it gave, are made of; `twice` is left out above them. None for too many.

    Costs the rows and answers of at most MOST_REPORTS versions.
    """
    nodes = _nodes(session, field, given)
    if nodes is None:
        return None
    places = placed(session, nodes, answers=True)
    rows = _rows(session, field, [node for node in nodes.values() if not node.sources], places)
    every = (*twice, *(one for node in nodes.values() for one in node.twice))
    pairs = {one.left: one for one in _followed(every, rows)}
    more = _more(field, pairs, rows)
    return Tree(
        [
            Counts(row.key, row.said, whole(row.gives + more.get(row.key, 0)), row.by)
            for row in rows.values()
            if row.key not in pairs and (row.gives or more.get(row.key))
        ],
        [row for row in rows.values() if row.key in pairs and row.gives],
        _otherwise(session, field, nodes, rows, places),
    )


def below(session: Session, field: Field, version_keys: Iterable[int]) -> dict[int, dict[int, Number]]:
    """For each of these versions what its number was added up from: the versions, each with what it gave."""
    found: dict[int, dict[int, Number]] = {key: {} for key in version_keys}
    rows = session.execute(
        sa.select(
            report_version.c.key.label("above"),
            report_source.c.version_key.label("below"),
            report_source.c.value,
        )
        .select_from(
            report_version.join(
                report_source, versions_of(report_source.c.report_key, report_source.c.number)
            )
        )
        .where(report_version.c.key.in_(sorted(found)), report_source.c.field == field.key)
        .order_by(report_source.c.key)
    )
    for row in rows:
        found[row.above][row.below] = whole(row.value)
    return found


def placed(session: Session, version_keys: Iterable[int], *, answers: bool = False) -> dict[int, Placed]:
    """Versions by key with their report, unit and period, and where asked for what was sent."""
    rows = session.execute(
        sa.select(
            report_version.c.key,
            report_version.c.number,
            report.c.key.label("report_key"),
            cycle_unit.c.name,
            cycle_unit.c.path,
            cycle.c.period,
            report_version.c.answers if answers else sa.null().label("answers"),
        )
        .select_from(
            report_version.join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(report_version.c.key.in_(sorted(version_keys)))
    )
    return {
        row.key: Placed(
            row.key, row.report_key, row.number, row.name, row.period, row.path, row.answers or {}
        )
        for row in rows
    }


def _nodes(session: Session, field: Field, given: Mapping[int, Number]) -> dict[int, Node] | None:
    found: dict[int, Node] = {}
    level = dict(given)
    while level:
        if len(found) + len(level) > MOST_REPORTS:
            return None
        sources = below(session, field, level)
        twice = _twice_of(session, level)
        found |= {key: Node(key, value, sources[key], twice.get(key, ())) for key, value in level.items()}
        level = {key: value for one in sources.values() for key, value in one.items()}
    return found


def _twice_of(session: Session, version_keys: Iterable[int]) -> dict[int, list[Twice]]:
    """What each of these versions leaves out."""
    found: dict[int, list[Twice]] = {}
    for key, one in noted(session, version_keys):
        found.setdefault(key, []).append(one)
    return found


def _rows(
    session: Session, field: Field, bottom: Sequence[Node], places: Mapping[int, Placed]
) -> dict[int, Counts]:
    """The issues of the reports at the bottom, with what each gives, by unit and period."""
    keys = session.execute(
        sa.select(report_issue.c.key, report_issue.c.version_key, report_issue.c.position).where(
            report_issue.c.version_key.in_(sorted(node.version_key for node in bottom))
        )
    ).all()
    rows = {}
    for row in sorted(
        keys, key=lambda row: (places[row.version_key].path, places[row.version_key].period, row.position)
    ):
        by = places[row.version_key]
        said = by.answers[LIST][row.position - 1]
        rows[row.key] = Counts(row.key, said, gives(field, said), by)
    return rows


def _followed(twice: Iterable[Twice], rows: Mapping[int, Counts]) -> list[Twice]:
    """Those of the issues that the way down reaches.

    A report whose form did not have the number yet gave what it lists itself: the way ends there.
    """
    return [one for one in twice if one.left in rows and one.kept in rows]


def _more(field: Field, pairs: Mapping[int, Twice], rows: Mapping[int, Counts]) -> dict[int, Number]:
    """What rows give more for issues that were merged into theirs: to the row that counts in the end."""
    more: dict[int, Number] = {}
    for one in pairs.values():
        if one.same:
            continue
        end = one.kept
        while end in pairs:
            end = pairs[end].kept
        gained = joined_to(field, rows[one.kept].said, rows[one.left].said)
        more[end] = more.get(end, 0) + gained
    return more


def _otherwise(
    session: Session,
    field: Field,
    nodes: Mapping[int, Node],
    rows: Mapping[int, Counts],
    places: Mapping[int, Placed],
) -> list[Otherwise]:
    own: dict[int, Number] = {}
    for row in rows.values():
        own[row.by.version_key] = own.get(row.by.version_key, 0) + row.gives
    written = {key: row.said for key, row in rows.items()}
    found = []
    for key, node in nodes.items():
        less = sum(taken(field, one, written) for one in _followed(node.twice, rows))
        added_up = whole(sum(node.sources.values()) + less if node.sources else own.get(key, 0))
        if added_up != node.given:
            found.append(Otherwise(places[key], node.given, added_up, ""))
    reasons = _reasons(session, field, [one.by for one in found])
    return [
        Otherwise(one.by, one.given, one.added_up, reasons.get((one.by.report_key, one.by.number), ""))
        for one in found
    ]


def _reasons(session: Session, field: Field, where: Sequence[Placed]) -> dict[tuple[int, int], str]:
    rows: Iterable[Any] = session.execute(
        sa.select(number_reason).where(
            number_reason.c.report_key.in_(sorted({one.report_key for one in where})),
            number_reason.c.field == field.key,
        )
    )
    return {(row.report_key, row.number): row.reason for row in rows}
