"""What an issue is like, and what is about one: field, urgency, level, by which tables and leaders are found."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from organisation.units import unit_by_key
from workflows.errors import NotYours
from workflows.issues.begin import KIND
from workflows.issues.record import issue_written
from workflows.issues.tables import issue
from workflows.matter import NO_NATURE, Nature
from workflows.subject import Subject

_ISSUE = Prepared(
    sa.select(issue.c.category, issue.c.field, issue.c.urgency, issue.c.charge_unit_key).where(
        issue.c.key == sa.bindparam("key")
    )
)


def nature_of(session: Session, row: Any) -> Nature:
    """Field, urgency, and the level of the unit in charge of an issue."""
    return Nature(row.field, row.urgency, unit_by_key(session, row.charge_unit_key).level)


def nature_by_key(session: Session, key: int) -> Nature:
    """The same by the key of the issue; of its row no more is read. NotYours where there is none.

    Most ask in the step that has just changed it: the timers that are armed then hang on it.
    """
    row = issue_written(session, key) or _ISSUE.run(session, {"key": key}).one_or_none()
    if row is None:
        raise NotYours
    return nature_of(session, row)


def nature_about(session: Session, about: str | None) -> Nature:
    """The same of the issue of a subject; nothing where there is no such issue."""
    row = _issue_of(session, about)
    return nature_of(session, row) if row else NO_NATURE


def fields_about(session: Session, about: str | None) -> Sequence[str]:
    """The category and the field of the issue of a subject, narrowest first; none where there is no such issue."""
    row = _issue_of(session, about)
    return [row.category, row.field] if row else []


def _issue_of(session: Session, about: str | None) -> Any:
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND:
        return None
    return _ISSUE.run(session, {"key": subject.key}).one_or_none()
