"""From drawing to deploying and back: a change is proposed, withdrawn, sent back or dropped."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.calendar_days import days_in_change
from workflows.designer.changes import writable_change
from workflows.designer.listing import drafts_of
from workflows.designer.rights import DROPPED, OPEN, PROPOSED, find_change
from workflows.designer.tables import design_change
from workflows.designer.telling import tell_deployers, tell_proposer
from workflows.designer.trail import note
from workflows.errors import NotYourRole, Refused, StalePage

LONGEST_REASON = 2_000


def require_reason(text: str) -> str:
    """A reason as it is kept. Refused for none, and for one that is too long."""
    clean = text.strip()
    if not clean:
        raise Refused(
            "Ghi lý do để người sau còn hiểu.", "Write down why, so that others understand it later."
        )
    if len(clean) > LONGEST_REASON:
        raise Refused(
            f"Lý do dài {len(clean)} ký tự; nhiều nhất là {LONGEST_REASON}.",
            f"The reason has {len(clean)} characters; at most {LONGEST_REASON} are allowed.",
        )
    return clean


def propose(session: Session, viewer: Viewer, change_key: int, reason: str, *, now: datetime) -> None:
    """Ask for deployment. From now on nothing in the change moves, so that what is looked at is what is deployed."""
    row = writable_change(session, viewer, change_key, now)
    clean = require_reason(reason)
    if not drafts_of(session, change_key) and not days_in_change(session, change_key):
        raise Refused(
            "Đợt sửa này chưa có tệp hay ngày nào. Thêm thứ cần sửa trước.",
            "This change has no file and no day yet. Add one first.",
        )
    given = {"proposed_by": viewer.staff_key, "proposed_at": now, "proposal": clean}
    _move(session, row, PROPOSED, now, **given)
    note(session, viewer, change_key, "proposed", now, facts={"reason": clean})
    tell_deployers(session, row, clean, now)


def withdraw(session: Session, viewer: Viewer, change_key: int, *, now: datetime) -> None:
    """Take a proposal back, to go on drawing."""
    row = find_change(session, viewer, change_key, now, hold=True)
    if not row.draws:
        raise _not_yours_to_do()
    _require(row, PROPOSED)
    _move(session, row, OPEN, now)
    note(session, viewer, change_key, "withdrawn", now)


def send_back(session: Session, viewer: Viewer, change_key: int, reason: str, *, now: datetime) -> None:
    """A deployer does not deploy it as it is, and says why; its owner goes on drawing."""
    row = find_change(session, viewer, change_key, now, hold=True)
    if not row.deploys:
        raise _not_yours_to_do()
    _require(row, PROPOSED)
    clean = require_reason(reason)
    _move(session, row, OPEN, now)
    note(session, viewer, change_key, "sent_back", now, facts={"reason": clean})
    tell_proposer(session, row, clean, now)


def drop(session: Session, viewer: Viewer, change_key: int, reason: str, *, now: datetime) -> None:
    """Give a change up. Its drafts stay to be read, and nothing of it is deployed."""
    row = writable_change(session, viewer, change_key, now)
    clean = require_reason(reason)
    _move(session, row, DROPPED, now, ended_at=now)
    note(session, viewer, change_key, "dropped", now, facts={"reason": clean})


def _require(row: Any, state: str) -> None:
    if row.state != state:
        raise _moved_on()


def _move(session: Session, row: Any, state: str, now: datetime, **more: Any) -> None:
    """Claim by the state it was read in: of two who press at once one is told."""
    moved = session.execute(
        sa.update(design_change)
        .where(design_change.c.key == row.key, design_change.c.state == row.state)
        .values(state=state, changed_at=now, **more)
        .returning(design_change.c.key)
    ).one_or_none()
    if moved is None:
        raise _moved_on()


def _moved_on() -> StalePage:
    return StalePage(
        "Tình trạng đợt sửa đã thay đổi sau khi bạn mở trang. Mở lại trang để xem.",
        "The state of this change has moved on since you opened the page. Open it again.",
    )


def _not_yours_to_do() -> NotYourRole:
    return NotYourRole(
        "Vai trò của bạn không làm việc này với đợt sửa.", "Your role does not do this with a change."
    )
