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
    "moved": words("Cho chuyển hồ sơ đang chạy", "Running cases were to be moved"),
}
"""What each act is called."""


def note(
    session: Session,
    viewer: Viewer,
    change_key: int | None,
    what: str,
    now: datetime,
    *,
    draft_key: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Put down one act; without a change where it concerns what no change has put into force."""
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


def about(event: Any) -> Words:
    """What an act was about, in words; empty where its name says all."""
    facts = event.facts
    if "files" in facts:
        return _imported(facts)
    if event.what != "moved":
        return words(facts.get("name", ""), facts.get("name", ""))
    process, version, count = facts["process"], facts["version"], facts["count"]
    return words(
        f"{process['vi']}, {count} hồ sơ sang phiên bản {version}",
        f"{process['en']}, {count} {'case' if count == 1 else 'cases'} to version {version}",
    )


def _imported(facts: Mapping[str, Any]) -> Words:
    """A package brings along what its files need, and most of that is in force already."""
    name, files, new = facts["name"], facts["files"], facts["new"]
    if files == new:
        return words(f"{name} ({files})", f"{name} ({files})")
    return words(
        f"{name} ({new} trong {files} tệp; số còn lại giống hệt bản đang áp dụng hoặc đã có ở đây)",
        f"{name} ({new} of {files} files; the others are exactly as in force, or were here already)",
    )


def events_of(session: Session, change_key: int) -> Sequence[Any]:
    """All that was done to a change, newest first, each with its author's `office` and `username`."""
    rows = _events().where(design_event.c.change_key == change_key)
    return session.execute(rows.order_by(design_event.c.key.desc())).all()


def last_events(session: Session, what: str, most: int) -> Sequence[Any]:
    """The last acts of one kind, whatever they were done to, newest first, as in `events_of`."""
    rows = _events().where(design_event.c.what == what)
    return session.execute(rows.order_by(design_event.c.key.desc()).limit(most)).all()


def _events() -> sa.Select[Any]:
    return sa.select(design_event, staff.c.office, staff.c.username).join(
        staff, staff.c.key == design_event.c.staff_key
    )
