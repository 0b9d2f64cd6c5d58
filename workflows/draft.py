"""Saving a draft: nothing is checked but its size, and nobody's words are overwritten unseen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.errors import Refused, StalePage
from workflows.open_task import TaskFacts, find_task
from workflows.tables import report_draft


def save_draft(
    session: Session,
    viewer: Viewer,
    task_key: int,
    answers: Mapping[str, Any],
    *,
    revision: int,
    now: datetime,
) -> int:
    """Keep what was typed so far, checked or not. Returns the new revision.

    `revision` is the one the page was made from. StalePage when somebody has saved since: the saved draft stays,
    and the caller still holds what was typed.
    """
    facts = find_task(session, viewer, task_key)
    require_may_act(facts)
    if not facts.drafting:  # a decision has no draft, and must never land in the report's
        raise Refused(
            "Việc này không có bản nháp. Chọn quyết định rồi gửi.",
            "This task has no draft. Choose a decision and send it.",
        )
    return keep_draft(
        session, facts.row.report_key, answers, revision=revision, staff_key=viewer.staff_key, now=now
    )


def require_may_act(facts: TaskFacts) -> None:
    """Refuse what is done already, and what lies with another office or colleague."""
    if not facts.open:
        raise StalePage(
            "Việc này đã được làm xong hoặc đã kết thúc. Nội dung bạn gõ chưa được lưu; xem hồ sơ để biết tình hình.",
            "This task is done or has ended. What you typed was not saved; see the case for where it stands.",
        )
    if not facts.may_act:
        raise Refused(
            "Việc này đang do người khác trong đơn vị giữ. Nhờ lãnh đạo chuyển việc nếu bạn cần làm thay.",
            "Another office or colleague holds this task. Ask the head to reassign it if you must do it.",
        )


def keep_draft(
    session: Session,
    report_key: int,
    answers: Mapping[str, Any],
    *,
    revision: int,
    staff_key: int,
    now: datetime,
) -> int:
    """Write the draft over the revision it was made from, and no other."""
    values = {"answers": dict(answers), "revision": revision + 1, "saved_at": now, "saved_by": staff_key}
    written = session.execute(
        sa.update(report_draft)
        .where(report_draft.c.report_key == report_key, report_draft.c.revision == revision)
        .values(**values)
        .returning(report_draft.c.revision)
    ).scalar_one_or_none()
    if written is not None:
        return int(written)
    there = session.execute(
        sa.select(report_draft.c.revision).where(report_draft.c.report_key == report_key)
    ).scalar_one_or_none()
    if there is not None or revision != 0:  # somebody else saved first
        raise StalePage(
            "Có người trong đơn vị vừa lưu bản nháp này sau khi bạn mở trang. Nội dung bạn gõ vẫn còn bên dưới: "
            "so với bản đã lưu, rồi lưu lại.",
            "A colleague saved this draft after you opened the page. What you typed is still below: "
            "compare it with the saved draft, then save again.",
        )
    session.execute(sa.insert(report_draft).values(report_key=report_key, **values))
    return 1
