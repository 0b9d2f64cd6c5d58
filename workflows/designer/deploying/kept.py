"""What was deployed, by whom and why, with the pages that were looked at before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definition_tables import deployment
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.designer.authors import authors
from workflows.designer.in_force import deployed_by
from workflows.designer.rights import changes_seen, require_look
from workflows.designer.tables import design_change, design_deployment
from workflows.errors import NotYours

SHOWN = 50


def kept_deployment(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    """What was shown and why it was deployed: a row with the change's title and the deployer. NotYours."""
    require_look(viewer)
    row = session.execute(
        sa.select(design_deployment, design_change.c.title, staff.c.office, staff.c.username)
        .join(design_change, design_change.c.key == design_deployment.c.change_key)
        .join(staff, staff.c.key == design_deployment.c.staff_key)
        .where(design_deployment.c.key == key, changes_seen(viewer, now))
    ).one_or_none()
    if row is None:
        raise NotYours
    return row


def pages_seen(viewer: Viewer, now: datetime) -> sa.Subquery:
    """The kept pages that the viewer may see, by their keys, each with the title of its change."""
    columns = [column for column in design_deployment.c if column.name != "shown"]
    return (
        sa.select(*columns, design_change.c.title)
        .join(design_change, design_change.c.key == design_deployment.c.change_key)
        .where(changes_seen(viewer, now))
        .subquery()
    )


def is_page_of(pages: sa.Subquery) -> sa.ColumnElement[bool]:
    """Whether a page was kept of the deployment itself.

    A change that sets days alone makes no new version: its page belongs to what was in force already.
    """
    return sa.and_(pages.c.deployment_key == deployment.c.key, pages.c.at == deployment.c.deployed_at)


def deployments(
    session: Session, viewer: Viewer, now: datetime, before: tuple[int, int] | None = None
) -> Sequence[Any]:
    """Everything that was ever deployed, newest first, a page at a time: pairs of a row and who did it in words.

    `kept` is the key of the kept page where the viewer may see it, else 0. A line goes before another by `key` and
    `kept`.
    """
    require_look(viewer)
    lines = _lines(pages_seen(viewer, now)).subquery()
    query = sa.select(lines).order_by(lines.c.key.desc(), lines.c.kept.desc()).limit(SHOWN + 1)
    if before is not None:
        key, kept = before
        earlier = sa.or_(lines.c.key < key, sa.and_(lines.c.key == key, lines.c.kept < kept))
        query = query.where(earlier)
    rows = session.execute(query).all()
    people = authors(session, {int(row.deployed_by) for row in rows if row.deployed_by.isdecimal()})
    return [(row, deployed_by(row.deployed_by, people)) for row in rows]


def _lines(pages: sa.Subquery) -> sa.CompoundSelect[Any]:
    """A line for each deployment, and one for each page of days alone."""
    made = sa.select(
        deployment.c.key,
        deployment.c.deployed_at,
        deployment.c.deployed_by,
        deployment.c.note,
        sa.func.coalesce(pages.c.key, 0).label("kept"),
        pages.c.title,
    ).outerjoin(pages, is_page_of(pages))
    of_days = (
        sa.select(
            pages.c.deployment_key,
            pages.c.at,
            sa.cast(pages.c.staff_key, sa.String),
            pages.c.reason,
            pages.c.key,
            pages.c.title,
        )
        .join(deployment, deployment.c.key == pages.c.deployment_key)
        .where(~is_page_of(pages))
    )
    return sa.union_all(made, of_days)
