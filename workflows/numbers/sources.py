"""The way between a version of a report and those its numbers were added up from, over any number of levels."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.tables import report_source, report_version


def versions_of(report_key: sa.ColumnElement[int], number: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Joins `report_version` to rows that name a version by report and number."""
    return sa.and_(report_version.c.report_key == report_key, report_version.c.number == number)


_STEPS = (
    sa.select(report_version.c.key.label("above"), report_source.c.version_key.label("below"))
    .select_from(
        report_source.join(report_version, versions_of(report_source.c.report_key, report_source.c.number))
    )
    .distinct()
)


def leaves(session: Session, version_keys: Iterable[int]) -> set[int]:
    """The versions at the bottom: those whose numbers are counted from what they list themselves."""
    found: set[int] = set()
    level = set(version_keys)
    while level:
        steps = session.execute(_STEPS.where(report_version.c.key.in_(sorted(level)))).all()
        found |= level - {row.above for row in steps}
        level = {row.below for row in steps}
    return found


def reach(session: Session, version_keys: Collection[int], tops: Collection[int]) -> set[int]:
    """The tops, and all versions between them and these that the tops were added up from."""
    steps: list[Any] = []
    known, level = set(version_keys), set(version_keys) - set(tops)
    while level:
        found = session.execute(_STEPS.where(report_source.c.version_key.in_(sorted(level)))).all()
        steps += found
        level = {row.above for row in found} - known - set(tops)
        known |= level
    inside = set(tops)
    while more := {row.below for row in steps if row.above in inside} - inside:
        inside |= more
    return inside
