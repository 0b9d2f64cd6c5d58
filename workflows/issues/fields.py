"""What an issue is like, and what is about one: field, urgency, level, by which tables and leaders are found."""

from collections.abc import Sequence

import sqlalchemy as sa

from database.session import Session
from organisation.units import unit_by_key
from workflows.errors import NotYours
from workflows.issues.begin import KIND
from workflows.issues.record import issue_row
from workflows.issues.tables import issue
from workflows.matter import NO_NATURE, Nature
from workflows.subject import Subject


def nature_of(session: Session, key: int) -> Nature:
    """Field, urgency, and the level of the unit in charge of an issue."""
    row = issue_row(session, key)
    return Nature(row.field, row.urgency, unit_by_key(session, row.charge_unit_key).level)


def nature_about(session: Session, about: str | None) -> Nature:
    """The same of the issue of a subject; nothing where there is no such issue."""
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND:
        return NO_NATURE
    try:
        return nature_of(session, subject.key)
    except NotYours:  # there is no such issue
        return NO_NATURE


def fields_about(session: Session, about: str | None) -> Sequence[str]:
    """The category and the field of the issue of a subject, narrowest first; none where there is no such issue."""
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND:
        return []
    found = sa.select(issue.c.category, issue.c.field).where(issue.c.key == subject.key)
    return list(session.execute(found).one_or_none() or ())
