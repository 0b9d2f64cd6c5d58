"""What is still to come of quick reports, as the boards show it: a unit's next word, an addressee's receipt."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.quick_report.rows import KIND, RECEIPT
from workflows.quick_report.tables import TO_CONFIRM, quick_receipt, quick_report
from workflows.quick_report.words import quick_title
from workflows.subject import Subject

_FOLLOWED = sa.select(quick_report).where(quick_report.c.state == "open")
_CONFIRMED = (
    sa.select(
        quick_receipt,
        quick_report.c.unit_name.label("reporting"),
        quick_report.c.summary,
        quick_report.c.document_number,
        quick_report.c.document_year,
    )
    .join(quick_report, quick_report.c.key == quick_receipt.c.report_key)
    # written out, so that both stores see that a partial index answers it
    .where(sa.text(f"quick_receipt.{TO_CONFIRM.text}"))
)


def _followed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _FOLLOWED.where(quick_report.c.unit_key == unit_key)


def _followed_for(unit_key: int, _now: datetime) -> sa.Select[Any]:
    got = sa.select(quick_receipt.c.report_key).where(
        quick_receipt.c.unit_key == unit_key, quick_receipt.c.over.is_(False)
    )
    return _FOLLOWED.where(quick_report.c.key.in_(got))


def _confirmed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _CONFIRMED.where(quick_receipt.c.unit_key == unit_key)


def _confirmed_for(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _CONFIRMED.where(quick_receipt.c.sender_key == unit_key)


def _next_word(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(KIND, row.key)),
        title=quick_title(row),
        from_unit=row.unit_name,
        to_unit="",
        due_at=row.due_at,
        href=f"/quick-reports/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


def _receipt(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(RECEIPT, row.key)),
        title=quick_title(row),
        from_unit=row.unit_name,
        to_unit=row.reporting,
        due_at=row.due_at,
        href=f"/quick-reports/{row.report_key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


QUICK_OWED = (
    Ledger(
        "quick_reports",
        KIND,
        {"vi": "Báo tiếp sự việc", "en": "Follow-ups of quick reports"},
        owing=_followed_by,
        awaited=_followed_for,
        line=_next_word,
    ),
    Ledger(
        "quick_receipts",
        RECEIPT,
        {"vi": "Xác nhận báo cáo nhanh", "en": "Receipts of quick reports"},
        owing=_confirmed_by,
        awaited=_confirmed_for,
        line=_receipt,
    ),
)
