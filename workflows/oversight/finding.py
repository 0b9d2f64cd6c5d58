"""Cases of oversight as somebody may see them: a body sees its own, others those of issues they are party to."""

from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import key_after
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.issues.parties import may_see, seen_by_units
from workflows.leafing import PAGE, Listed, listed
from workflows.oversight.rows import CASES
from workflows.oversight.tables import oversight


def find_case(session: Session, viewer: Viewer, key: int) -> Any:
    """A case's row. NotYours unless the viewer may see it."""
    row = session.execute(CASES.where(oversight.c.key == key, _seen(viewer))).one_or_none()
    if row is None:
        raise NotYours
    return row


def sees_case(session: Session, viewer: Viewer, key: int) -> bool:
    """Whether somebody may see a case."""
    query = sa.select(oversight.c.key).where(oversight.c.key == key, _seen(viewer))
    return session.execute(query).first() is not None


def sees_issue_of(session: Session, viewer: Viewer, row: Any) -> bool:
    """Whether the issue itself is open to him: to a body it is not."""
    return may_see(session, viewer, row.issue_key)


def _seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    keys = sorted(viewer.unit_keys())
    return sa.or_(oversight.c.unit_key.in_(keys), seen_by_units(keys, oversight.c.issue_key))


def list_cases(session: Session, viewer: Viewer, *, sent: bool, cursor: str = "") -> Listed:
    """What the viewer's units were sent, or what they were in charge of and was sent; newest first.

    One range of an index for each of his few units.
    """
    column = oversight.c.from_unit_key if sent else oversight.c.unit_key
    where: list[sa.ColumnElement[bool]] = [column.in_(sorted(viewer.unit_keys()))]
    if (last := key_after(cursor)) is not None:
        where.append(oversight.c.key < last)
    rows = session.execute(CASES.where(*where).order_by(oversight.c.key.desc()).limit(PAGE + 1)).all()
    return listed(rows, PAGE)
