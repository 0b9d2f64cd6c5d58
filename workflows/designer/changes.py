"""A change: what a process owner works on, from its opening to the day it is deployed or dropped."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.roles import OWNER
from organisation.viewer import Viewer
from workflows.designer.rights import OPEN, find_change, require_owner, require_writable
from workflows.designer.tables import design_change
from workflows.designer.trail import note
from workflows.errors import NotYours, Refused

LONGEST_TITLE = 200


def open_change(session: Session, viewer: Viewer, title: str, unit_key: int | None, *, now: datetime) -> int:
    """Begin a change and return its key. Without a unit it concerns the whole house.

    An owner of all processes may open one for any unit; a unit's owner for his own units. NotYours otherwise; Refused
    without a title.
    """
    require_owner(viewer)
    if not viewer.is_owner and unit_key not in viewer.unit_keys(OWNER):
        raise NotYours
    key = session.execute(
        design_change.insert()
        .values(
            title=require_title(title),
            unit_key=unit_key,
            state=OPEN,
            opened_by=viewer.staff_key,
            opened_at=now,
            changed_at=now,
        )
        .returning(design_change.c.key)
    ).scalar_one()
    note(session, viewer, int(key), "opened", now)
    return int(key)


def rename_change(session: Session, viewer: Viewer, change_key: int, title: str, *, now: datetime) -> None:
    """Call a change something else. Refused as in open_change."""
    row = writable_change(session, viewer, change_key, now)
    clean = require_title(title)
    session.execute(
        sa.update(design_change).where(design_change.c.key == row.key).values(title=clean, changed_at=now)
    )
    note(session, viewer, row.key, "renamed", now, facts={"name": f"{row.title} → {clean}"})


def require_title(title: str) -> str:
    """A title without blanks around it. Refused for none, and for one that is too long."""
    clean = " ".join(title.split())
    if not clean:
        raise Refused(
            "Nhập tên, ví dụ: Hạn báo cáo của phường.",
            "Give it a name, such as: Deadline of wards.",
        )
    if len(clean) > LONGEST_TITLE:
        raise Refused(
            f"Tên dài {len(clean)} ký tự; nhiều nhất là {LONGEST_TITLE}.",
            f"The name has {len(clean)} characters; at most {LONGEST_TITLE} are allowed.",
        )
    return clean


def touch(session: Session, change_key: int, now: datetime) -> None:
    """Something in the change is new."""
    session.execute(sa.update(design_change).where(design_change.c.key == change_key).values(changed_at=now))


def writable_change(session: Session, viewer: Viewer, change_key: int, now: datetime) -> Any:
    """The row of a change that the viewer may work on; it stays so to the end. NotYours, NotYourRole, StalePage."""
    row = find_change(session, viewer, change_key, now, hold=True)
    require_writable(row)
    return row
