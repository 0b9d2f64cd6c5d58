"""What was waited for in vain: an addressee that never confirmed, a unit from which nothing more came."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, group
from workflows.desk import desk_of
from workflows.quick_report.rows import (
    KIND,
    RECEIPT,
    SILENT,
    WAITING,
    end_report,
    receipts_of,
    report_of_receipt,
    report_row,
)
from workflows.quick_report.sending import offices_told
from workflows.quick_report.tables import quick_receipt
from workflows.quick_report.words import quick_title
from workflows.subject import Subject


def note_no_receipt(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """An addressee has not confirmed until now; the unit that reports is told."""
    key = int(variables[RECEIPT])
    step.session.execute(
        sa.update(quick_receipt)
        .where(quick_receipt.c.key == key, quick_receipt.c.state == WAITING)
        .values(state=SILENT)
    )
    row, receipt = report_of_receipt(step.session, key)
    text = {"vi": "không xác nhận đã nhận báo cáo nhanh.", "en": "has not confirmed the quick report."}
    _notify(
        step,
        str(Subject(RECEIPT, key)),
        [row.sent_by, desk_of(step.session, row.unit, step.now), group(row.unit, HEAD)],
        {"title": quick_title(row), "unit": receipt.unit_name, "text": text},
    )
    return {}


def note_lapsed(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """No word has come until now; the addressees are told that nothing more is waited for."""
    key = int(variables[KIND])
    end_report(step.session, key, "lapsed", step.now)
    row = report_row(step.session, key)
    text = {"vi": "không báo tiếp, hồ sơ khép lại.", "en": "has not followed it up, the case ends."}
    recipients = [
        office
        for one in receipts_of(step.session, key)
        for office in offices_told(step.session, one.unit, step.now, urgent=False)
    ]
    facts = {"title": quick_title(row), "unit": row.unit_name, "text": text}
    _notify(step, str(Subject(KIND, key)), [group(row.unit, HEAD), *recipients], facts)
    return {}


def _notify(step: Step, about: str, recipients: list[str], facts: Mapping[str, Any]) -> None:
    notify(
        step.session,
        key=f"{step.token}:silence",
        recipients=list(dict.fromkeys(recipients)),
        words="matter_told",
        facts=dict(facts),
        about=about,
        rule="matter_told",
        now=step.now,
    )
