"""Lists of changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import staff, unit
from organisation.viewer import Viewer
from workflows.designer.rights import OPEN, PROPOSED, changes_seen, require_look
from workflows.designer.tables import design_change, design_draft

SHOWN = 50

_DRAFTS = (
    sa.select(sa.func.count())
    .where(design_draft.c.change_key == design_change.c.key, design_draft.c.removed_at.is_(None))
    .correlate(design_change)
    .scalar_subquery()
)


def changes_under_way(session: Session, viewer: Viewer, now: datetime) -> Sequence[Any]:
    """Open and proposed changes, the newest work first: rows with `drafts`, `unit_name`, `office` and `username`."""
    require_look(viewer)
    return session.execute(
        sa.select(
            design_change,
            unit.c.name.label("unit_name"),
            staff.c.office,
            staff.c.username,
            _DRAFTS.label("drafts"),
        )
        .outerjoin(unit, unit.c.key == design_change.c.unit_key)
        .join(staff, staff.c.key == design_change.c.opened_by)
        .where(design_change.c.state.in_((OPEN, PROPOSED)), changes_seen(viewer, now))
        .order_by(design_change.c.changed_at.desc(), design_change.c.key.desc())
        .limit(SHOWN)
    ).all()


def all_changes(session: Session, viewer: Viewer, now: datetime, before: int | None = None) -> Sequence[Any]:
    """Every change, whatever became of it, a page and one more: the last opened first, those before a key."""
    require_look(viewer)
    query = (
        sa.select(design_change, unit.c.name.label("unit_name"))
        .outerjoin(unit, unit.c.key == design_change.c.unit_key)
        .where(changes_seen(viewer, now))
        .order_by(design_change.c.key.desc())
        .limit(SHOWN + 1)
    )
    if before is not None:
        query = query.where(design_change.c.key < before)
    return session.execute(query).all()


def drafts_of(session: Session, change_key: int, *, removed: bool = False) -> Sequence[Any]:
    """The drafts of a change in the order they were added, each with its last author's `office` and `username`.

    Those that were left out stand apart: they are asked for by `removed`.
    """
    out = design_draft.c.removed_at.is_not(None) if removed else design_draft.c.removed_at.is_(None)
    return session.execute(
        sa.select(design_draft, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_draft.c.changed_by)
        .where(design_draft.c.change_key == change_key, out)
        .order_by(design_draft.c.key)
    ).all()
