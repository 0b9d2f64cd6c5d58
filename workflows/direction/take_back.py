"""Taking a direction back: whoever gave it may, until it is closed. It counts neither as done nor as late."""

from datetime import datetime

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
from workflows.direction.words import direction_title
from workflows.errors import NotYours, StalePage
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
    taken = change_direction(
        session,
        key,
        state="closed",
        closed_at=now,
        withdrawn_at=now,
        withdrawn_office=dict(office),
        withdrawn_reason=words,
    )
    if taken is None:  # its outcome was accepted since
        raise _not_now()
    cancel_instance(session, host, row.instance_key, actor=str(viewer.staff_key), now=now)
    notify(
        session,
        key=f"direction:{key}:taken_back",
        recipients=[desk_of(session, row.to_handle, now), group(row.to_handle, HEAD)],
        words="direction_taken_back",
        facts={"title": direction_title(row), "unit": row.to_name, "reason": words},
        about=f"direction:{key}",
        rule="direction_taken_back",
        now=now,
    )


def _not_now() -> StalePage:
    return StalePage(
        "Chỉ đạo này đã kết thúc hoặc chưa bắt đầu, nên không rút lại được. Mở lại trang để xem.",
        "This direction is closed or has not begun, so it cannot be taken back. Open the page again.",
    )
