"""A quick report as a matter: the whole, which is the unit's that reports, and the receipt of each addressee."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import superior
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.issues.channels import URGENCIES
from workflows.matter import Line, Matter, MatterKind, Nature, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.quick_report.rows import (
    KIND,
    RECEIPT,
    TOLD,
    may_see,
    receipts_of,
    report_of_receipt,
    report_row,
    updates_of,
)
from workflows.quick_report.tables import quick_receipt, quick_report
from workflows.quick_report.words import quick_title
from workflows.responsible import leaders_of
from workflows.search import folded


class QuickReportKind(MatterKind):
    """The report of one event: the work of the unit that reports until it is over."""

    name = KIND

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, quick_report, key, instance_key)
        return folded(f"{quick_title(row)['vi']} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(quick_report).where(quick_report.c.key.in_(keys)))
        return {row.key: Line(quick_title(row), row.unit_name, _href(row.key)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row = report_row(session, key)
        shown = [*_reported(session, row), *_instructions(session, row)]
        return Matter(self.lines(session, [key])[key], shown)

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The unit's desk and head; as lead and above those that receive the report."""
        row = report_row(session, key)
        receiving = [one.unit for one in receipts_of(session, key) if one.state != TOLD]
        top = receiving[-1] if receiving else row.unit
        return {
            "own": [desk_of(session, row.unit, now)],
            "own_head": [group(row.unit, HEAD)],
            "lead": [group(handle, RECEIVER) for handle in receiving[:1]],
            "lead_head": [group(handle, HEAD) for handle in receiving[:1]],
            "above": [group(handle, RECEIVER) for handle in receiving],
            "above_head": [group(handle, HEAD) for handle in receiving],
            "leader": leaders_of(session, top, [row.category, row.field], now),
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row = report_row(session, key)
        return Nature(row.field, row.urgency, unit_by_key(session, row.unit_key).level)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return may_see(session, viewer, key, local_day(now))

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        row = report_row(session, key_of(facts))
        return from_json(row.due_words) if facts.open else None


class QuickReceiptKind(MatterKind):
    """The receipt of one addressee."""

    name = RECEIPT

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        receipt = name_instance(session, quick_receipt, key, instance_key)
        row = report_row(session, receipt.report_key)
        return folded(f"{quick_title(row)['vi']} {row.unit_name} {receipt.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(
            sa.select(
                quick_receipt.c.key.label("receipt_key"),
                quick_report.c.key,
                quick_report.c.unit_name,
                quick_report.c.summary,
                quick_report.c.document_number,
                quick_report.c.document_year,
            )
            .join(quick_report, quick_report.c.key == quick_receipt.c.report_key)
            .where(quick_receipt.c.key.in_(keys))
        )
        return {row.receipt_key: Line(quick_title(row), row.unit_name, _href(row.key)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row, _receipt = report_of_receipt(session, key)
        return Matter(self.lines(session, [key])[key], list(_reported(session, row)))

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The addressee's desk of receipt and head, the unit that reports, and the unit above the addressee."""
        row, receipt = report_of_receipt(session, key)
        above = superior(session, receipt.unit_key, local_day(now))
        return {
            "own": [group(receipt.unit, RECEIVER)],
            "own_head": [group(receipt.unit, HEAD)],
            "lead": [row.sent_by],
            "lead_head": [group(row.unit, HEAD)],
            "above": [group(above.handle, RECEIVER)] if above else [],
            "above_head": [group(above.handle, HEAD)] if above else [],
            "leader": leaders_of(session, receipt.unit, [row.category, row.field], now),
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row, receipt = report_of_receipt(session, key)
        return Nature(row.field, row.urgency, unit_by_key(session, receipt.unit_key).level)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row, _receipt = report_of_receipt(session, key)
        return may_see(session, viewer, row.key, local_day(now))

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        _row, receipt = report_of_receipt(session, key_of(facts))
        return from_json(receipt.due_words) if receipt.due_words else None


QUICK_KINDS: Sequence[MatterKind] = (QuickReceiptKind(), QuickReportKind())


def _href(key: int) -> str:
    return f"/quick-reports/{key}"


def _at(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%d/%m/%Y %H:%M}"


def _reported(session: Session, row: Any) -> Sequence[Shown]:
    """The first report, then what was reported since."""
    urgency = URGENCIES[row.urgency]
    note = {
        language: f"{row.office[language]}, {_at(row.reported_at)}. {urgency[language]}"
        for language in ("vi", "en")
    }
    heading = {"vi": f"Xảy ra lúc {_at(row.happened_at)}", "en": f"It happened at {_at(row.happened_at)}"}
    shown = [Shown(heading, row.summary, note=note)]
    for name, words in _PARTS.items():
        if text := getattr(row, name):
            shown.append(Shown(words, text))
    for one in updates_of(session, row.key):
        head = {"vi": f"Báo tiếp lần {one.number}", "en": f"Follow-up {one.number}"}
        by = {language: f"{one.office[language]}, {_at(one.at)}" for language in ("vi", "en")}
        text = "\n".join(part for part in (one.text, one.measures, one.scale) if part)
        shown.append(Shown(head, text, note=by))
    return shown


_PARTS: Mapping[str, Mapping[str, str]] = {
    "scale": {"vi": "Quy mô ảnh hưởng", "en": "Scale of impact"},
    "measures": {"vi": "Biện pháp đã thực hiện", "en": "Measures taken"},
    "proposals": {"vi": "Đề nghị cấp trên", "en": "Asked of the units above"},
}


def _instructions(session: Session, row: Any) -> list[Shown]:
    return [
        Shown(
            {"vi": f"Chỉ đạo của {one.unit_name}", "en": f"{one.unit_name} instructs"},
            one.instruction,
            note={
                language: f"{one.confirmed_office[language]}, {_at(one.confirmed_at)}"
                for language in ("vi", "en")
            },
        )
        for one in receipts_of(session, row.key)
        if one.instruction
    ]
