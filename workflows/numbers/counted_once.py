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
    """The rows of this period that tell of merged issues of the units below, and of what those joined."""
    place = session.execute(
        sa.select(cycle_unit, cycle.c.period)
        .join(cycle, cycle.c.key == cycle_unit.c.cycle_key)
        .where(cycle_unit.c.key == cycle_unit_key)
    ).one()
    told = issue_source.c.period.in_(_within(session, place.period))
    joined = session.scalars(
        sa.select(issue.c.key)
        .join(cycle_unit, cycle_unit.c.unit_key == issue.c.raised_unit_key)
        .where(
            cycle_unit.c.cycle_key == place.cycle_key,
            under(place.path),
            issue.c.merged_into.is_not(None),
            sa.exists().where(issue_source.c.issue_key == issue.c.key, told),
        )
    ).all()
    whom = ends(session, joined)
    keys = {*whom, *whom.values()}
    about = sa.select(issue_source.c.report_issue_key).where(issue_source.c.issue_key.in_(sorted(keys)), told)
    return _rows(session, report_issue.c.key.in_(about)) if keys else []


def _within(session: Session, whole_period: str) -> list[str]:
    """The periods of reports that lie in a longer one, that itself included."""
    long = period(whole_period)
    known = (period(key) for key in session.scalars(sa.select(cycle.c.period).distinct()))
    return sorted(one.key for one in known if long.start <= one.start and one.end <= long.end)


def _rows(session: Session, where: sa.ColumnElement[bool]) -> list[Any]:
    """Issues of reports, once for each issue of the register that they tell of."""
    return list(
        session.execute(
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
        )
    )


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
    told: dict[int, set[int]] = {}
    for row in sorted(rows, key=lambda row: (period(row.period).end, row.key)):
        told.setdefault(row.key, set()).add(row.issue_key)
    again = _left_for(told, list(told))
    newest = {key: issues for key, issues in told.items() if key not in again}
    counting = {key: {end[one] for one in issues} for key, issues in newest.items()}
    heads = {key for key, issues in newest.items() if issues & counting[key]}
    later_first = list(reversed(newest))
    merged = _left_for(counting, sorted(later_first, key=heads.__contains__))
    return sorted(
        Twice(left, kept, same)
        for found, same in ((again, True), (merged, False))
        for left, kept in found.items()
    )


def _left_for(told: Mapping[int, set[int]], order: Sequence[int]) -> dict[int, int]:
    """The rows that can be left out, the first in this order before others, each with one that stays.

    A row is left out where others tell of every issue that it tells of. So each issue is told of by one that stays:
    of two that are single the later in the order; a row of several counts for them unless others tell of them all.
    """
    times = Counter(one for issues in told.values() for one in issues)
    left, stays = list[int](), dict[int, int]()
    for key in order:
        if all(times[one] > 1 for one in told[key]):
            times.subtract(told[key])
            left.append(key)
        else:
            stays |= dict.fromkeys(told[key], key)
    return {key: stays[min(told[key])] for key in left}
