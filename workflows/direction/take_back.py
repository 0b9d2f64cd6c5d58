"""Taking a direction back: whoever gave it may, until it is closed. It counts neither as done nor as late.

One whose case was ended from outside counts as taken back, too.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.cancel import cancel_instance
from engine.holding import hold_instance
from engine.host import Host
from notifications.outbox import notify
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from workflows.desk import desk_of
from workflows.direction.counting import change_direction
from workflows.direction.finding import find_direction
from workflows.direction.tables import direction
from workflows.direction.words import direction_title
from workflows.errors import NotYours, StalePage
from workflows.matter import Cut, Words
from workflows.offices import acting_office
from workflows.withdrawal import checked_reason


def take_back(session: Session, host: Host, viewer: Viewer, key: int, reason: str, *, now: datetime) -> None:
    """End a direction without an outcome; the unit is told why, and its task goes.

    Raises NotYours for other offices, StalePage where it is closed or has not begun, and ReasonRefused.
    """
    row = find_direction(session, viewer, key, now)
    if row.checked_by not in viewer.groups:
        raise NotYours
    words = checked_reason(reason)
    if row.instance_key is None:
        raise _not_now()
    hold_instance(session, row.instance_key)
    office = acting_office(viewer, row.checked_by, row.office)
    if not _close(session, key, office, words, now):  # its outcome was accepted since
        raise _not_now()
    cancel_instance(session, host, row.instance_key, actor=str(viewer.staff_key), now=now)
    _tell(session, row, _with_unit(session, row, now), words, now)


def end_direction(session: Session, key: int, cut: Cut) -> None:
    """Its case was ended from outside: nobody can report its outcome any more. Both units are told."""
    if _close(session, key, cut.office, cut.reason, cut.now):
        row = session.execute(sa.select(direction).where(direction.c.key == key)).one()
        _tell(session, row, [*_with_unit(session, row, cut.now), row.checked_by], cut.reason, cut.now)


def _close(session: Session, key: int, office: Words, reason: str, now: datetime) -> bool:
    """False where it was closed already."""
    taken = change_direction(
        session,
        key,
        state="closed",
        closed_at=now,
        withdrawn_at=now,
        withdrawn_office=dict(office),
        withdrawn_reason=reason,
    )
    return taken is not None


def _with_unit(session: Session, row: Any, now: datetime) -> list[str]:
    return [desk_of(session, row.to_handle, now), group(row.to_handle, HEAD)]


def _tell(session: Session, row: Any, recipients: list[str], reason: str, now: datetime) -> None:
    notify(
        session,
        key=f"direction:{row.key}:taken_back",
        recipients=recipients,
        words="direction_taken_back",
        facts={"title": direction_title(row), "unit": row.to_name, "reason": reason},
        about=f"direction:{row.key}",
        rule="direction_taken_back",
        now=now,
    )


def _not_now() -> StalePage:
    return StalePage(
        "Chỉ đạo này đã kết thúc hoặc chưa bắt đầu, nên không rút lại được. Mở lại trang để xem.",
        "This direction is closed or has not begun, so it cannot be taken back. Open the page again.",
    )
