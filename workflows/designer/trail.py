"""What was done to a change, by whom and when: rows that are only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.tables import design_event


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
