"""Reading and changing a sitting: each change is kept with the office, the reason and the moment."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.holding import hold_instance
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from workflows.errors import NotYours, StalePage
from workflows.issues.raising import raising_posts
from workflows.offices import SYSTEM, acting_office, office_of
from workflows.reception.tables import reception, reception_event
from workflows.submission import Actor

OPEN_STATES = ("planned", "held")


def reception_row(session: Session, key: int) -> Any:
    """A sitting as it stands now. NotYours where there is none: what may be seen is asked elsewhere."""
    row = session.execute(sa.select(reception).where(reception.c.key == key)).one_or_none()
    if row is None:
        raise NotYours
    return row


def hold_reception(session: Session, key: int) -> Any:
    """The same for whoever changes it: a rival waits. StalePage where it has ended."""
    hold_instance(session, reception_row(session, key).instance_key)
    row = reception_row(session, key)
    require_open(row)
    return row


def require_open(row: Any) -> None:
    """StalePage for a sitting at which nothing is taken down or decided any more."""
    if row.state not in OPEN_STATES:
        raise StalePage(
            "Buổi tiếp này đã kết luận hoặc không diễn ra, nên không sửa được nữa. Mở lại trang để xem.",
            "This sitting was concluded or did not take place: it cannot be changed any more. Open its page again.",
        )


def change_reception(session: Session, key: int, **values: Any) -> None:
    """Change the row of a sitting."""
    session.execute(sa.update(reception).where(reception.c.key == key).values(**values))


def note_happened(
    session: Session,
    key: int,
    what: str,
    now: datetime,
    *,
    actor: Actor | None = None,
    text: str = "",
    issue_key: int | None = None,
) -> None:
    """Keep one event. Nobody named: the system itself."""
    values = {
        "reception_key": key,
        "what": what,
        "at": now,
        "staff_key": actor.staff_key if actor else None,
        "office": dict(actor.office if actor else SYSTEM),
        "issue_key": issue_key,
        "text": text,
    }
    session.execute(sa.insert(reception_event).values(**values))


def heads(viewer: Viewer, row: Any) -> bool:
    """Whether a viewer holds the office of the head of the unit, or stands in for it."""
    return group(row.handle, HEAD) in viewer.groups


def writing_group(viewer: Viewer, row: Any) -> str:
    """The group in which a viewer writes down what is raised at a sitting. NotYours for those of other units.

    Whoever heads the unit writes as its head: what he decides is decided.
    """
    if heads(viewer, row):
        return group(row.handle, HEAD)
    post = next((one for one in raising_posts(viewer) if one.unit_key == row.unit_key), None)
    if post is None:
        raise NotYours
    return post.group


def actor_in(session: Session, viewer: Viewer, acting_in: str) -> Actor:
    """The viewer as he acts in one of his offices."""
    words = office_of(session, acting_in)
    return Actor(viewer.staff_key, acting_office(viewer, acting_in, words))
