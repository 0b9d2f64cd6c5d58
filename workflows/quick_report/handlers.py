"""What completing a task of a quick report does: an addressee confirms, the unit reports what has happened since."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from organisation.roles import HEAD, group
from workflows.completion import Completion, Handler
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.issues.words import short
from workflows.quick_report.clock import FOLLOW, Clock
from workflows.quick_report.rows import (
    CONFIRMED,
    end_report,
    receipts_of,
    report_of_receipt,
    report_row,
    updates_of,
)
from workflows.quick_report.sending import offices_told
from workflows.quick_report.tables import quick_receipt, quick_report, quick_update
from workflows.quick_report.words import quick_title

ACKNOWLEDGE, FOLLOW_UP = "acknowledge_quick_report", "follow_up_quick_report"


def acknowledge(done: Completion) -> dict[str, Any]:
    """An addressee has it; the unit that reports is told, with what it should do at once."""
    row, receipt = report_of_receipt(done.session, done.key)
    instruction = (done.answers.get("instruction") or "").strip()
    done.session.execute(
        sa.update(quick_receipt)
        .where(quick_receipt.c.key == done.key)
        .values(
            state=CONFIRMED,
            confirmed_at=done.now,
            confirmed_office=dict(done.actor.office),
            instruction=instruction or None,
        )
    )
    text = {"vi": "đã nhận báo cáo nhanh.", "en": "has received the quick report."}
    if instruction:
        text = {
            "vi": f"đã nhận báo cáo nhanh và chỉ đạo: {short(instruction)}",
            "en": f"has received the quick report and instructs: {short(instruction)}",
        }
    recipients = [desk_of(done.session, row.unit, done.now), group(row.unit, HEAD)]
    facts = {"title": quick_title(row), "unit": receipt.unit_name, "text": text}
    done.tell("matter_told", list(dict.fromkeys([row.sent_by, *recipients])), facts)
    return {}


def follow_up(done: Completion) -> dict[str, Any]:
    """The unit reports what has happened since; everybody who got the first report is told. The clock runs anew."""
    row = report_row(done.session, done.key)
    ended = done.answers["ended"] == "yes"
    _keep(done, row, ended=ended)
    _tell(done, row, ended=ended)
    if ended:
        end_report(done.session, row.key, "ended", done.now)
        return {"ended": True}
    clock = Clock(row.clock)
    due = clock.until(done.session, FOLLOW, done.now, done.now)
    moved = {"due_at": due.at, "due_words": due.to_json()}
    done.session.execute(sa.update(quick_report).where(quick_report.c.key == row.key).values(moved))
    return {
        "ended": False,
        "due": due.at.astimezone(ZONE).isoformat(),
        "closes": clock.closes(done.session, due.at, done.now).isoformat(),
    }


def _keep(done: Completion, row: Any, *, ended: bool) -> None:
    said = done.answers
    done.session.execute(
        sa.insert(quick_update).values(
            report_key=row.key,
            number=len(updates_of(done.session, row.key)) + 1,
            task_key=done.facts.row.key,
            at=done.now,
            due_at=row.due_at,
            office=dict(done.actor.office),
            text=said["text"],
            measures=(said.get("measures") or "").strip(),
            scale=(said.get("scale") or "").strip(),
            ended=ended,
        )
    )


def _tell(done: Completion, row: Any, *, ended: bool) -> None:
    news = short(done.answers["text"])
    text = {
        "vi": f"{'đã kết thúc' if ended else 'báo tiếp'}: {news}",
        "en": f"{'over' if ended else 'follow-up'}: {news}",
    }
    urgent = row.urgency == "flash"
    recipients = [
        office
        for one in receipts_of(done.session, row.key)
        for office in offices_told(done.session, one.unit, done.now, urgent=urgent)
    ]
    recipients.append(group(row.unit, HEAD))
    facts = {"title": quick_title(row), "unit": row.unit_name, "text": text}
    done.tell("matter_told", list(dict.fromkeys(recipients)), facts)


HANDLERS: Mapping[str, Handler] = {ACKNOWLEDGE: acknowledge, FOLLOW_UP: follow_up}
