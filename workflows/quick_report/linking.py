"""A quick report meets the periodic report: the unit's next draft begins with its issue, marked, and counts it once.

The issue entered the register when the quick report was sent. A row of a draft names it by its key there, so the
periodic report is one more time that it was told, never a second issue; its mentions only grow by what is new.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.issue_origins import origins_in
from workflows.issues.register_key import register_key_in
from workflows.issues.tables import issue
from workflows.numbers.told_register import told_of
from workflows.quick_report.tables import NOT_TOLD, quick_receipt, quick_report

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
    """Of the rows of a unit's report those whose event was reported quickly before: position to quick report.

    Those are the unit's own, and of rows carried from below those that it got.
    """
    about = _told_in(session, rows)
    keys = sorted(set().union(*about))
    if not keys:
        return {}
    got = sa.exists().where(
        quick_receipt.c.report_key == quick_report.c.key, quick_receipt.c.unit_key == unit_key
    )
    found = session.execute(
        sa.select(quick_report, issue.c.merged_into)
        .join(issue, issue.c.key == quick_report.c.issue_key)
        .where(
            sa.or_(issue.c.key.in_(keys), issue.c.merged_into.in_(keys)),
            sa.or_(quick_report.c.unit_key == unit_key, got),
        )
        .order_by(quick_report.c.key.desc())
    ).all()
    return {
        place: row
        for row in found
        for place, told in enumerate(about)
        if row.issue_key in told or row.merged_into in told
    }


def _told_in(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[set[int]]:
    """The issues of the register that each row names, or was made from."""
    origins = [origins_in(row) for row in rows]
    told = told_of(session, {key for keys in origins for key in keys})
    carried = [{one for key in keys for one in told.get(key, ())} for keys in origins]
    return [{register_key_in(row), *more} - {0} for row, more in zip(rows, carried, strict=True)]
