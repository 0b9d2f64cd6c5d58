"""The field of work of what is about an issue: whoever answers for that field is told of it."""

from collections.abc import Sequence

import sqlalchemy as sa

from database.session import Session
from workflows.issues.begin import KIND
from workflows.issues.tables import issue
from workflows.subject import Subject


def fields_about(session: Session, about: str | None) -> Sequence[str]:
    """The category and the field of the issue of a subject, the narrowest first; none where it is no issue's."""
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND:
        return []
    row = session.execute(sa.select(issue.c.category, issue.c.field).where(issue.c.key == subject.key)).one()
    return [row.category, row.field]
