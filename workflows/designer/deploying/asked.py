"""What every section of the page is given: the change, and everything before and after it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.finding import Finding
from database.session import Session
from engine.definition_tables import deployment, resource
from engine.host import Host
from organisation.calendar_overrides import Override, calendar_revision
from organisation.viewer import Viewer
from workflows.deployment import Files
from workflows.designer.calendar_days import days_in_change
from workflows.designer.checking import findings_of_change
from workflows.designer.listing import drafts_of
from workflows.designer.together import deployed, file_replaced_by, laid_over
from workflows.designer.year import Progress, say_nothing


@dataclass(frozen=True)
class Replacing:
    """A draft beside the deployed file whose place it takes; `before` is None for a new one."""

    draft: Any
    before: Any | None

    @property
    def alters(self) -> bool:
        """Whether its content is another one than what is in force."""
        return self.before is None or bytes(self.before.content) != bytes(self.draft.content)


@dataclass(frozen=True)
class Asked:
    """A change as it would be deployed now.

    `before` and `after` are all files of the house, as in together.py; `findings` those of each draft, by file name.
    """

    change: Any
    replacing: tuple[Replacing, ...]
    before: Files
    after: Files
    findings: Mapping[str, Sequence[Finding]]
    days: Sequence[Override]
    host: Host
    viewer: Viewer
    now: datetime
    fingerprint: str
    progress: Progress


def asked_of(
    session: Session,
    host: Host,
    viewer: Viewer,
    change: Any,
    now: datetime,
    progress: Progress = say_nothing,
) -> Asked:
    """Lay a change over what is deployed. `change` is its row."""
    drafts = drafts_of(session, change.key)
    return Asked(
        change=change,
        replacing=tuple(_replacing(session, draft) for draft in drafts),
        before=deployed(session),
        after=laid_over(session, drafts),
        findings=findings_of_change(session, host, drafts),
        days=days_in_change(session, change.key),
        host=host,
        viewer=viewer,
        now=now,
        fingerprint=fingerprint(session, change),
        progress=progress,
    )


def _replacing(session: Session, draft: Any) -> Replacing:
    key = file_replaced_by(session, draft)
    found = None
    if key is not None:
        found = session.execute(sa.select(resource).where(resource.c.key == key)).one()
    return Replacing(draft, found)


def fingerprint(session: Session, change: Any) -> str:
    """Says whether anything moved since somebody looked: the drafts, what is deployed, the calendar, the state."""
    newest = session.execute(sa.select(sa.func.max(deployment.c.key))).scalar()
    drafts = [
        (draft.key, draft.revision, draft.base_resource_key) for draft in drafts_of(session, change.key)
    ]
    days = days_in_change(session, change.key)
    whole = (change.key, change.state, drafts, days, newest, calendar_revision(session))
    return hashlib.sha256(repr(whole).encode()).hexdigest()
