"""What a demo came to, counted from the board's own query and from the rows themselves."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.inbox_channel import INBOX
from notifications.tables import outbox
from workflows.board import totals
from workflows.escalation import ESCALATIONS, TOLD
from workflows.tables import OF_REPORTS, document, receipt, report, report_return, report_version


def count_month(session: Session, cycle_key: int, now: datetime) -> dict[str, Any]:
    """The counts of one cycle. Reminders and escalations are counted as notices: one for each office told."""
    found = totals(session, cycle_key, now)
    of_cycle = (
        sa.select(report_version.c.key)
        .join(report, report.c.key == report_version.c.report_key)
        .where(report.c.cycle_key == cycle_key)
    )
    return {
        "expected": found.expected,
        "on_time": found.on_time,
        "late": found.late,
        "missing": found.missing,
        "nil": found.nil,
        "pending": found.pending,
        "returns": _returns(session, cycle_key),
        "reminders": _told(session, cycle_key, frozenset(TOLD) - ESCALATIONS),
        "escalations": _told(session, cycle_key, ESCALATIONS),
        "pdfs": _count(session, document, document.c.version_key.in_(of_cycle)),
        "receipts": _count(session, receipt, receipt.c.version_key.in_(of_cycle)),
    }


def _returns(session: Session, cycle_key: int) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(report_return.join(report, report.c.key == report_return.c.report_key))
        .where(report.c.cycle_key == cycle_key, report_return.c.stage == "receive")
    )
    return int(session.execute(query).scalar_one())


def _told(session: Session, cycle_key: int, rules: frozenset[str]) -> int:
    about = sa.literal("report:").concat(sa.cast(report.c.key, sa.String))
    query = (
        sa.select(sa.func.count())
        .select_from(report.join(outbox, outbox.c.about == about))
        .where(
            report.c.cycle_key == cycle_key,
            OF_REPORTS,
            outbox.c.rule.in_(sorted(rules)),
            outbox.c.channel == INBOX,
        )
    )
    return int(session.execute(query).scalar_one())


def _count(session: Session, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    return int(session.execute(sa.select(sa.func.count()).select_from(table).where(which)).scalar_one())
