"""The field of work of what is about an issue: whoever answers for that field is told of it."""

from collections.abc import Sequence

import sqlalchemy as sa

from database.session import Session
from workflows.issues.begin import KIND
from workflows.issues.tables import issue
from workflows.subject import Subject


def fields_about(session: Session, about: str | None) -> Sequence[str]:
    """The category and the field of the issue of a subject, narrowest first; none where there is no such issue."""
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND:
        return []
    found = sa.select(issue.c.category, issue.c.field).where(issue.c.key == subject.key)
    return list(session.execute(found).one_or_none() or ())
