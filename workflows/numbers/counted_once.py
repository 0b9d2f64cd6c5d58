"""An issue that several of the reports below tell of counts once in the number above: in the newest report of it.

A month's report begins with what is still open, so one issue may stand in the reports of many months. Two issues
that were merged in the register are one, too: the mentions of both count, and the issue once. Which rows were left
out, and for which, is noted with the version whose numbers leave them out (`report_twice`), so that merging, parting
and correcting later change nothing of what was sent.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Field
from periods.windows import period
from workflows.board import under
from workflows.feeding import Feeding
from workflows.issues.tables import issue, issue_source
from workflows.numbers.gives import Number, gives, joined_to, said, whole
from workflows.numbers.sources import leaves, reach, versions_of
from workflows.report_rules import BEFORE
from workflows.tables import cycle, cycle_unit, report, report_issue, report_twice, report_version


@dataclass(frozen=True, order=True)
class Twice:
    """An issue of a report (`left`) that is not counted, since another (`kept`) tells of it and is.

    `same`: both tell of one issue of the register; else they told of two that were merged.
    """

    left: int
    kept: int
    same: bool


_LEFT, _KEPT = issue_source.alias("of_left"), issue_source.alias("of_kept")
_NOTED = (
    sa.select(
        report_twice.c.left_key,
        report_twice.c.kept_key,
        sa.exists()
        .where(_LEFT.c.report_issue_key == report_twice.c.left_key)
        .where(_KEPT.c.report_issue_key == report_twice.c.kept_key, _KEPT.c.issue_key == _LEFT.c.issue_key)
        .label("same"),
    )
    .select_from(report_twice)
    .order_by(report_twice.c.left_key)
)


def told_twice(session: Session, found: Feeding, cycle_unit_key: int) -> list[Twice]:
    """What the sources of a report tell more than once, as the register knows it now.

    Costs, for a unit that adds up its own periods, its issues of these; for one that adds up units below, the issues
    among them that were merged (index ix_issue_joined), not all of theirs.
    """
    if found.feed.line == BEFORE:
        return own_twice(session, found)
    return _found(session, found, _merged_below(session, cycle_unit_key))


def own_twice(session: Session, found: Feeding) -> list[Twice]:
    """The same of a unit's own periods, added up or only compared with."""
    return _found(session, found, _told_in(session, leaves(session, _tops(found))))


def _tops(found: Feeding) -> list[int]:
    return [source.version_key for source in found.accepted if source.version_key]


def _found(session: Session, found: Feeding, rows: Sequence[Any]) -> list[Twice]:
    """The pairs among these rows, of those that the sources count."""
    inside = reach(session, {row.version_key for row in rows}, _tops(found))
    left = {one.left for _, one in noted(session, inside)}
    return _pairs(session, [row for row in rows if row.version_key in inside and row.key not in left])


def noted(session: Session, version_keys: Iterable[int]) -> list[tuple[int, Twice]]:
    """What the numbers of these versions leave out, each with the version that does."""
    rows = session.execute(
        _NOTED.add_columns(report_version.c.key)
        .join(report_version, versions_of(report_twice.c.report_key, report_twice.c.number))
        .where(report_version.c.key.in_(sorted(version_keys)))
    )
    return [(row.key, Twice(row.left_key, row.kept_key, bool(row.same))) for row in rows]


def noted_for(session: Session, report_key: int, number: int) -> list[Twice]:
    """The same of one version, sent or being written."""
    rows = session.execute(
        _NOTED.where(report_twice.c.report_key == report_key, report_twice.c.number == number)
    )
    return [Twice(row.left_key, row.kept_key, bool(row.same)) for row in rows]


def less(session: Session, fields: Sequence[Field], pairs: Sequence[Twice]) -> dict[str, Number]:
    """By how much each number is less than what the sources gave, for all that they tell more than once."""
    if not pairs:
        return {}
    rows = said(session, [key for one in pairs for key in (one.left, one.kept)])
    return {field.key: whole(sum(taken(field, one, rows) for one in pairs)) for field in fields}


def taken(field: Field, one: Twice, rows: Mapping[int, Any]) -> Number:
    """What leaving a row out changes of a number."""
    more = 0 if one.same else joined_to(field, rows[one.kept], rows[one.left])
    return more - gives(field, rows[one.left])


def _told_in(session: Session, version_keys: Iterable[int]) -> list[Any]:
    return _rows(session, report_issue.c.version_key.in_(sorted(version_keys)))


def _merged_below(session: Session, cycle_unit_key: int) -> list[Any]:
    """The rows of all reports that tell of merged issues of the units below, and of what those joined."""
    place = session.execute(sa.select(cycle_unit).where(cycle_unit.c.key == cycle_unit_key)).one()
    joined = session.scalars(
        sa.select(issue.c.key)
        .join(cycle_unit, cycle_unit.c.unit_key == issue.c.raised_unit_key)
        .where(
            cycle_unit.c.cycle_key == place.cycle_key,
            under(place.path),
            issue.c.merged_into.is_not(None),
        )
    ).all()
    whom = ends(session, joined)
    keys = {*whom, *whom.values()}
    return _rows(session, issue_source.c.issue_key.in_(sorted(keys))) if keys else []


def _rows(session: Session, where: sa.ColumnElement[bool]) -> list[Any]:
    """Issues of reports with the one of the register that each tells of; those that tell of several count alone."""
    rows = session.execute(
        sa.select(
            report_issue.c.key,
            report_issue.c.version_key,
            issue_source.c.issue_key,
            cycle.c.period,
        )
        .select_from(
            report_issue.join(issue_source, issue_source.c.report_issue_key == report_issue.c.key)
            .join(report_version, report_version.c.key == report_issue.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(where)
    ).all()
    times = Counter(row.key for row in rows)
    return [row for row in rows if times[row.key] == 1]


def ends(session: Session, keys: Iterable[int]) -> dict[int, int]:
    """For each issue of the register the one that counts for it now: itself, or what it joined in the end."""
    end = {key: key for key in keys}
    while True:
        rows = session.execute(
            sa.select(issue.c.key, issue.c.merged_into).where(
                issue.c.key.in_(sorted(set(end.values()))), issue.c.merged_into.is_not(None)
            )
        )
        into = {row.key: row.merged_into for row in rows}
        if not into:
            return end
        end = {key: into.get(at, at) for key, at in end.items()}


def _pairs(session: Session, rows: Sequence[Any]) -> list[Twice]:
    end = ends(session, {row.issue_key for row in rows})
    by_end: dict[int, dict[int, list[Any]]] = {}
    for row in sorted(rows, key=lambda row: (period(row.period).end, row.key)):
        by_end.setdefault(end[row.issue_key], {}).setdefault(row.issue_key, []).append(row)
    pairs = []
    for counts, told in by_end.items():
        newest = {key: found[-1] for key, found in told.items()}
        head = newest.get(counts) or next(iter(newest.values()))
        for key, found in told.items():
            pairs += [Twice(row.key, newest[key].key, same=True) for row in found[:-1]]
            if newest[key] is not head:
                pairs.append(Twice(newest[key].key, head.key, same=False))
    return sorted(pairs)
