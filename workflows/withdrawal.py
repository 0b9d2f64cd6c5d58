"""Taking back a report that was sent and not yet accepted: the head's right, as the sending was his."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.errors import EngineError
from engine.host import Host
from engine.tasks import complete_task
from forms.personal_data import personal_data, refusal
from notifications.outbox import notify
from organisation.roles import HEAD, RECEIVER, REPORTER, group
from organisation.viewer import Viewer
from workflows.case import hold_report, may_withdraw
from workflows.errors import NotYours, Refused, StalePage
from workflows.holder import holders
from workflows.notice_facts import notice_facts
from workflows.offices import acting_office, office_of
from workflows.returned import WITHDRAWN
from workflows.submission import Actor, keep_return
from workflows.tables import report

LONGEST = 1000


class ReasonRefused(Refused):
    """The reason cannot be kept as it is; the sentence says what to change."""


def withdraw(
    session: Session, host: Host, viewer: Viewer, report_key: int, reason: str, *, now: datetime
) -> None:
    """Take a report back to be drafted again. The unit above is told, and its task ends.

    The first submission stays what it was: on time or late is not judged again. Raises StalePage when the unit
    above was faster, ReasonRefused for a reason that is empty, too long or tells of a person.
    """
    row = hold_report(session, viewer, report_key, now)
    if group(row.handle, HEAD) not in viewer.groups:
        raise NotYours
    words = checked_reason(reason)
    holder = holders(session, [row.instance_key]).get(row.instance_key) if row.instance_key else None
    if holder is None or holder.task_key is None or not may_withdraw(viewer, row, holder, now):
        raise _too_late()
    _keep(session, viewer, row, holder.task_key, words, now)
    try:
        decision = {"decision": "withdraw"}
        complete_task(session, host, holder.task_key, decision, actor=str(viewer.staff_key), now=now)
    except EngineError:  # the receiving desk was faster
        raise _too_late() from None


def checked_reason(reason: str) -> str:
    """A reason as it may be kept. ReasonRefused when it is empty, too long, or tells of a person."""
    words = reason.strip()
    if not words or len(words) > LONGEST:
        raise ReasonRefused(
            f"Lý do cần từ 1 đến {LONGEST} ký tự; bạn đã gõ {len(words)}. Sửa rồi gửi lại.",
            f"A reason has 1 to {LONGEST} characters; yours has {len(words)}. Change it and send again.",
        )
    if spans := personal_data(words):
        raise ReasonRefused(**refusal(words, spans))
    return words


def _keep(session: Session, viewer: Viewer, row: Any, task_key: int, reason: str, now: datetime) -> None:
    session.execute(
        sa.update(report).where(report.c.key == row.key).values(withdrawals=report.c.withdrawals + 1)
    )
    head = group(row.handle, HEAD)
    keep_return(
        session,
        report_key=row.key,
        task_key=task_key,
        stage=WITHDRAWN,
        actor=Actor(viewer.staff_key, acting_office(viewer, head, office_of(session, head))),
        answers={"reason": reason},
        now=now,
    )
    notify(
        session,
        key=f"withdrawn:{task_key}",
        recipients=[group(row.superior_handle, RECEIVER), group(row.handle, REPORTER), head],
        words="withdrawn",
        facts=notice_facts(session, row.key, "unit", "period") | {"reason": reason},
        about=f"report:{row.key}",
        rule="withdrawn",
        now=now,
    )


def _too_late() -> StalePage:
    return StalePage(
        "Báo cáo này không còn nằm ở cấp trên để rút lại: cấp trên đã tiếp nhận, đã trả lại, hoặc văn bản đang "
        "được lập. Mở lại hồ sơ để xem.",
        "This report no longer lies with the unit above to be taken back: it was accepted or returned, or its "
        "document is being made. Open the case again.",
    )
