"""A draft as it is kept, by its place or by the task it is written for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.open_task import find_task
from workflows.tables import draft


@dataclass(frozen=True)
class Draft:
    """What was saved last, and by which account; revision 0 and no time when nothing was."""

    answers: Mapping[str, Any]
    revision: int
    saved_at: datetime | None
    saved_by: int | None = None
    account: str = ""


def saved_draft(session: Session, viewer: Viewer, task_key: int) -> Draft:
    """The draft beside a task as it is saved now, for one whose unit the task lies with."""
    return draft_at(session, find_task(session, viewer, task_key).place)


def draft_at(session: Session, place: str) -> Draft:
    """The draft at a place; an empty one where nothing was saved."""
    row = session.execute(
        sa.select(draft, staff.c.username)
        .outerjoin(staff, staff.c.key == draft.c.saved_by)
        .where(draft.c.place == place)
    ).one_or_none()
    if row is None:
        return Draft({}, 0, None)
    return Draft(row.answers, row.revision, row.saved_at, row.saved_by, row.username or "")
