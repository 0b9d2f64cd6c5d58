"""The attempts at one report: the first, and the corrections that were opened after it was accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.roles import HEAD, RECEIVER, group
from organisation.viewer import Viewer
from workflows.returned import RETURN_FROM_ABOVE
from workflows.tables import correction, cycle_unit, report, report_return, report_version

OPENED_BY = (RECEIVER, HEAD)
"""Roles of the unit above that may open a correction."""


@dataclass(frozen=True)
class Attempt:
    """One attempt at the report of a unit in a cycle; `why` is the row of its correction, None for the first."""

    report_key: int
    number: int
    accepted_at: datetime | None
    why: Any
    caused_by: Any


def may_correct(session: Session, viewer: Viewer, row: Any, now: datetime) -> bool:
    """Whether the viewer may open a correction of this report now: the unit above, once it has accepted it."""
    groups = {group(row.superior_handle, role) for role in OPENED_BY} if row.superior_handle else set()
    if not groups & viewer.groups or row.accepted_at is None or row.closes_at <= now:
        return False
    newest: int = attempts(session, row.cycle_unit_key)[-1].report_key
    return newest == int(row.key)


def attempts(session: Session, cycle_unit_key: int) -> Sequence[Attempt]:
    """All attempts at a report, the first one first, each with why it was opened and what caused that."""
    rows = session.execute(
        sa.select(report.c.key, report.c.attempt, report.c.accepted_at)
        .where(report.c.cycle_unit_key == cycle_unit_key)
        .order_by(report.c.attempt)
    ).all()
    keys = [row.key for row in rows]
    found = session.execute(sa.select(correction).where(correction.c.report_key.in_(keys))).all()
    why = {row.report_key: row for row in found}
    causes = _causes(session, [row.caused_by for row in found if row.caused_by])
    return [
        Attempt(
            row.key,
            row.attempt,
            row.accepted_at,
            why.get(row.key),
            causes.get(why[row.key].caused_by) if row.key in why else None,
        )
        for row in rows
    ]


def _causes(session: Session, keys: Sequence[int]) -> dict[int, Any]:
    rows = session.execute(sa.select(report_return).where(report_return.c.key.in_(keys)))
    return {row.key: row for row in rows}


def open_return(session: Session, cycle_key: int, unit_key: int | None) -> int | None:
    """The return from above that a unit has not answered yet, if there is one: what it now asks of those below."""
    return session.execute(
        sa.select(report_return.c.key)
        .join(report, report.c.key == report_return.c.report_key)
        .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .where(
            cycle_unit.c.cycle_key == cycle_key,
            cycle_unit.c.unit_key == unit_key,
            report_return.c.stage == RETURN_FROM_ABOVE,
            report_return.c.version_number == report.c.versions,
        )
        .order_by(report_return.c.key.desc())
        .limit(1)
    ).scalar_one_or_none()


def corrected_version(session: Session, report_key: int) -> Any:
    """The version that an attempt corrects, with its number and time; None for a first attempt."""
    return session.execute(
        sa.select(report_version.c.document_number, report_version.c.submitted_at)
        .join(correction, correction.c.version_key == report_version.c.key)
        .where(correction.c.report_key == report_key)
    ).one_or_none()
