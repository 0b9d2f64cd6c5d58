"""A case of oversight with its issue, as steps and pages read it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.issues.tables import issue
from workflows.oversight.tables import oversight

CASES = sa.select(
    oversight,
    *(
        issue.c[name]
        for name in ("number", "year", "summary", "category", "field", "urgency", "charge_unit_key", "state")
    ),
).join(issue, issue.c.key == oversight.c.issue_key)


def case_row(session: Session, key: int) -> Any:
    """One case."""
    return session.execute(CASES.where(oversight.c.key == key)).one()


def cases_about(session: Session, issue_key: int) -> Sequence[Any]:
    """All cases of an issue, oldest first."""
    query = CASES.where(oversight.c.issue_key == issue_key).order_by(oversight.c.key)
    return session.execute(query).all()
