"""Files that come into a change: one in force, a new one, one taken out before; and what they are laid over."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.blank import blank
from workflows.designer.changes import touch
from workflows.designer.drafts import add_draft
from workflows.designer.file_names import usable_name
from workflows.designer.in_force import deployed_file
from workflows.designer.rights import find_draft, require_writable
from workflows.designer.tables import design_draft
from workflows.designer.together import deployed_files, file_replaced_by
from workflows.designer.trail import note
from workflows.errors import StalePage


def add_deployed(
    session: Session, viewer: Viewer, change_key: int, resource_key: int, *, now: datetime
) -> int:
    """Draft a deployed file anew, as it is; returns the draft's key. NotYours where there is no such file."""
    file = deployed_file(session, resource_key)
    name = usable_name(file)
    return add_draft(
        session, viewer, change_key, name, bytes(file.content), base_resource_key=file.key, now=now
    )


def add_blank(
    session: Session, viewer: Viewer, change_key: int, kind: str, title: str, *, now: datetime
) -> int:
    """Begin a new diagram, table or form by its title; returns the draft's key. Refused for a name that is taken."""
    name, content = blank(kind, title)
    taken = {file.name for file in deployed_files(session)}
    if name in taken:
        stem, _, suffix = name.rpartition(".")
        number = next(
            number for number in range(2, len(taken) + 3) if f"{stem}_{number}.{suffix}" not in taken
        )
        name, content = blank(kind, f"{title} {number}")
    return add_draft(session, viewer, change_key, name, content, now=now)


def take_out(session: Session, viewer: Viewer, draft_key: int, *, now: datetime) -> int:
    """Leave a draft out of its change; it stays, and can be put back. Returns the change's key."""
    return _set_removed(session, viewer, draft_key, now, now)


def put_back(session: Session, viewer: Viewer, draft_key: int, *, now: datetime) -> int:
    """Take a draft that was left out into its change again. Returns the change's key."""
    return _set_removed(session, viewer, draft_key, None, now)


def _set_removed(
    session: Session, viewer: Viewer, draft_key: int, removed_at: datetime | None, now: datetime
) -> int:
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    require_writable(draft)
    if (draft.removed_at is None) == (removed_at is None):
        raise StalePage(
            "Người khác vừa làm việc này rồi. Mở lại trang để xem.",
            "Somebody else has just done that. Open the page again.",
        )
    session.execute(
        sa.update(design_draft).where(design_draft.c.key == draft_key).values(removed_at=removed_at)
    )
    touch(session, draft.change_key, now)
    what = "taken_out" if removed_at else "put_back"
    note(session, viewer, draft.change_key, what, now, draft_key=draft_key, facts={"name": draft.name})
    return int(draft.change_key)


def keep_over_newer(session: Session, viewer: Viewer, draft_key: int, *, now: datetime) -> None:
    """Somebody has looked at what was deployed since the draft began, and keeps the draft over it."""
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    require_writable(draft)
    newer = file_replaced_by(session, draft)
    session.execute(
        sa.update(design_draft).where(design_draft.c.key == draft_key).values(base_resource_key=newer)
    )
    touch(session, draft.change_key, now)
    note(session, viewer, draft.change_key, "kept_mine", now, draft_key=draft_key, facts={"name": draft.name})


def is_overtaken(session: Session, draft: Any) -> bool:
    """Whether a newer version was deployed since the draft began, with another content."""
    newer = file_replaced_by(session, draft)
    if newer is None or newer == draft.base_resource_key:
        return False
    return bytes(deployed_file(session, newer).content) != bytes(draft.content)
