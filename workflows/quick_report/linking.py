"""A quick report meets the periodic report: the unit's next draft begins with its issue, marked, and counts it once.

The issue entered the register when the quick report was sent. A row of a draft names it by its key there, so the
periodic report is one more time that it was told, never a second issue; its mentions only grow by what is new.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.issues.register_key import register_key_in
from workflows.issues.tables import issue
from workflows.quick_report.tables import NOT_TOLD, quick_report

ISSUES = "issues"
"""The list of a report's form that its issues stand in."""


def not_told_yet(unit_key: int) -> sa.Select[tuple[int]]:
    """The issues of a unit's quick reports that none of its periodic reports has told of yet, over or not."""
    return sa.select(quick_report.c.issue_key).where(quick_report.c.unit_key == unit_key, NOT_TOLD)


def note_told(session: Session, unit_key: int, issue_keys: Sequence[int], report_key: int) -> None:
    """A periodic report of the unit was accepted that tells of these issues: their quick reports are linked to it.

    So are those of issues that were merged into them.
    """
    if issue_keys:
        told = sorted(set(issue_keys))
        joined = sa.select(issue.c.key).where(issue.c.merged_into.in_(told))
        session.execute(
            sa.update(quick_report)
            .where(
                quick_report.c.unit_key == unit_key,
                sa.or_(quick_report.c.issue_key.in_(told), quick_report.c.issue_key.in_(joined)),
                NOT_TOLD,
            )
            .values(told_report_key=report_key)
        )


def quickly_reported(session: Session, unit_key: int, rows: Sequence[Mapping[str, Any]]) -> Mapping[int, Any]:
    """Of the rows of a unit's report those whose event it has reported quickly before: position to quick report."""
    named = {register_key_in(row): place for place, row in enumerate(rows)}
    named.pop(0, None)
    if not named:
        return {}
    found = session.execute(
        sa.select(quick_report).where(
            quick_report.c.issue_key.in_(sorted(named)), quick_report.c.unit_key == unit_key
        )
    )
    return {named[row.issue_key]: row for row in found}
