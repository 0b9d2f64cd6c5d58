"""All versions of what is deployed under a name, and the way back to an older one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definition_tables import deployment
from engine.definitions import TABLES
from organisation.viewer import Viewer
from workflows.designer.authors import authors
from workflows.designer.changes import LONGEST_TITLE, open_change
from workflows.designer.deploying.kept import is_page_of, pages_seen
from workflows.designer.drafts import add_draft
from workflows.designer.file_names import usable_name
from workflows.designer.in_force import deployed_by, deployed_file
from workflows.designer.rights import require_look
from workflows.errors import NotYours, Refused


@dataclass(frozen=True)
class Deployed:
    """One version: when, by whom and why it was deployed; `kept` is the page shown then, if the viewer may."""

    version: int
    name: str
    resource_key: int
    at: datetime
    by: Mapping[str, str]
    note: str
    kept: int | None
    newest: bool


def deployed_versions(
    session: Session, viewer: Viewer, kind: str, name: str, now: datetime
) -> Sequence[Deployed]:
    """All versions of a name, newest first. NotYours where there is none."""
    require_look(viewer)
    if kind not in TABLES:
        raise NotYours
    table, pages = TABLES[kind], pages_seen(viewer, now)
    rows = session.execute(
        sa.select(
            table.c.version,
            table.c.name,
            table.c.resource_key,
            deployment.c.deployed_at,
            deployment.c.deployed_by,
            deployment.c.note,
            pages.c.key.label("kept"),
        )
        .join(deployment, deployment.c.key == table.c.deployment_key)
        .outerjoin(pages, is_page_of(pages))
        .where(table.c[1] == name)
        .order_by(table.c.version.desc())
    ).all()
    if not rows:
        raise NotYours
    people = authors(session, {int(row.deployed_by) for row in rows if row.deployed_by.isdecimal()})
    return [_deployed(row, people, newest=row is rows[0]) for row in rows]


def _deployed(row: Any, people: Mapping[int, str], *, newest: bool) -> Deployed:
    return Deployed(
        version=row.version,
        name=row.name or "",
        resource_key=row.resource_key,
        at=row.deployed_at,
        by=deployed_by(row.deployed_by, people),
        note=row.note or "",
        kept=row.kept,
        newest=newest,
    )


def prepare_return(
    session: Session,
    viewer: Viewer,
    kind: str,
    name: str,
    version: int,
    *,
    title: str,
    unit_key: int | None,
    now: datetime,
) -> int:
    """Open a change whose draft has the content of an older version, and return its key.

    It begins from what is in force, so that the difference shows what goes back. Refused for the version in force.
    """
    versions = deployed_versions(session, viewer, kind, name, now)
    wanted = next((one for one in versions if one.version == version), None)
    if wanted is None:
        raise NotYours
    current = versions[0]
    if wanted.resource_key == current.resource_key:
        raise Refused("Phiên bản này đang áp dụng.", "This version is the one in force.")
    older = deployed_file(session, wanted.resource_key)
    change = open_change(session, viewer, title[:LONGEST_TITLE], unit_key, now=now)
    add_draft(
        session,
        viewer,
        change,
        usable_name(deployed_file(session, current.resource_key)),
        bytes(older.content),
        base_resource_key=current.resource_key,
        now=now,
    )
    return change
