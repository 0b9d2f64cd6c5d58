"""From which issues of other reports an issue was made: written with a version, read wherever it is shown.

A draft holds them as a text in the row's field `origins`, the keys with spaces: it goes with the page unseen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from periods.labels import label_words
from periods.windows import period
from workflows.feeding import feeding
from workflows.tables import (
    cycle,
    cycle_unit,
    report,
    report_issue,
    report_issue_origin,
    report_version,
)

FIELD = "origins"


@dataclass(frozen=True)
class Origin:
    """An issue of another report that one was made from."""

    report_key: int
    unit_name: str
    period_words: Mapping[str, str]
    summary: str
    mentions: int


LONGEST_KEY = 19


def origins_in(row: Mapping[str, Any]) -> list[int]:
    """The keys a row of a draft names; whatever else stands there is no key."""
    words = str(row.get(FIELD) or "").split()
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < LONGEST_KEY]


def origins_text(keys: Iterable[int]) -> str:
    """The same as a text, each once."""
    return " ".join(str(key) for key in sorted(set(keys)))


def keep_origins(session: Session, version_key: int, issues: Sequence[Mapping[str, Any]]) -> None:
    """Link the issues of a new version with those they were made from.

    A source issue is carried once: a second row that names it has it no more. Issues of other reports than those
    that feed this one, and of versions that never counted, are left out, whoever sent their keys.
    """
    named = {key for row in issues for key in origins_in(row)}
    if not named:
        return
    known = _feeding_issues(session, version_key, named)
    kept = session.execute(
        sa.select(report_issue.c.position, report_issue.c.key).where(
            report_issue.c.version_key == version_key
        )
    )
    own = {row.position: row.key for row in kept}
    links = []
    for position, row in enumerate(issues, 1):
        for key in origins_in(row):
            if key in known:
                known.discard(key)
                links.append({"version_key": version_key, "origin_key": key, "issue_key": own[position]})
    if links:
        session.execute(sa.insert(report_issue_origin), links)


def _feeding_issues(session: Session, version_key: int, named: set[int]) -> set[int]:
    """Those of the named issues that stand in a version that feeds the report, or did until it was corrected."""
    place = session.execute(
        sa.select(report.c.cycle_unit_key)
        .join(report_version, report_version.c.report_key == report.c.key)
        .where(report_version.c.key == version_key)
    ).scalar_one()
    found = feeding(session, place)
    counted = [key for source in found.sources for key in source.counted] if found else []
    rows = session.execute(
        sa.select(report_issue.c.key).where(
            report_issue.c.key.in_(sorted(named)), report_issue.c.version_key.in_(counted)
        )
    )
    return set(rows.scalars())


def origins_of(session: Session, version_key: int) -> dict[int, list[Origin]]:
    """For each issue of a version (by position) the issues it was made from, with their unit, period and report."""
    origin = report_issue.alias("origin")
    rows = session.execute(
        sa.select(
            report_issue.c.position,
            origin.c.key.label("origin_key"),
            origin.c.summary,
            origin.c.mentions,
            cycle_unit.c.name.label("unit_name"),
            cycle.c.period,
            report.c.key.label("report_key"),
        )
        .select_from(
            report_issue_origin.join(report_issue, report_issue.c.key == report_issue_origin.c.issue_key)
            .join(origin, origin.c.key == report_issue_origin.c.origin_key)
            .join(report_version, report_version.c.key == origin.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(report_issue_origin.c.version_key == version_key)
        .order_by(report_issue.c.position, origin.c.key)
    )
    found: dict[int, list[Origin]] = {}
    for row in rows:
        words = label_words(period(row.period))
        origin_issue = Origin(row.report_key, row.unit_name, words, row.summary, row.mentions)
        found.setdefault(row.position, []).append(origin_issue)
    return found
