"""What was done to a change, by whom and when: rows that are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.session import Session
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.designer.tables import design_event

NAMES: Mapping[str, Words] = {
    "opened": words("Mở đợt sửa", "The change was opened"),
    "renamed": words("Đổi tên", "It was renamed"),
    "added": words("Thêm tệp", "A file was added"),
    "imported": words("Nhập tệp", "Files were imported"),
    "taken_out": words("Bỏ tệp ra", "A file was left out"),
    "put_back": words("Đưa tệp trở lại", "A file was put back"),
    "named": words("Đặt tên phiên bản", "A version was named"),
    "rolled_back": words("Trở lại nội dung cũ", "An older content was taken up again"),
    "kept_mine": words("Giữ bản này thay bản mới hơn", "Kept over a newer version in force"),
    "proposed": words("Đề nghị áp dụng", "Deployment was proposed"),
    "withdrawn": words("Rút đề nghị", "The proposal was withdrawn"),
    "sent_back": words("Trả lại để sửa tiếp", "It was sent back"),
    "day_off": words("Đặt ngày nghỉ", "A day off was set"),
    "day_work": words("Đặt ngày làm việc", "A working day was set"),
    "day_usual": words("Trả ngày về như thường lệ", "A day was set as usual again"),
    "day_out": words("Bỏ ngày ra", "A day was left out"),
    "scenario": words("Lưu kịch bản", "A scenario was saved"),
    "scenario_out": words("Bỏ kịch bản", "A scenario was taken away"),
    "scenario_accepted": words(
        "Chấp nhận kết quả khác kịch bản", "A scenario that comes otherwise was accepted"
    ),
    "dropped": words("Bỏ đợt sửa", "The change was dropped"),
    "deployed": words("Đưa vào áp dụng", "It was deployed"),
}
"""What each act is called."""


def note(
    session: Session,
    viewer: Viewer,
    change_key: int,
    what: str,
    now: datetime,
    *,
    draft_key: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Put down one act."""
    session.execute(
        design_event.insert().values(
            change_key=change_key,
            draft_key=draft_key,
            what=what,
            staff_key=viewer.staff_key,
            facts=dict(facts or {}),
            at=now,
        )
    )


def events_of(session: Session, change_key: int) -> Sequence[Any]:
    """All that was done to a change, newest first, each with its author's `office` and `username`."""
    return session.execute(
        sa.select(design_event, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_event.c.staff_key)
        .where(design_event.c.change_key == change_key)
        .order_by(design_event.c.key.desc())
    ).all()
