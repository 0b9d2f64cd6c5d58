"""What a unit still has to confirm: lines of its list that nobody confirmed, of issues that are open and its own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.follow_up.tables import RED, WAITING, follow_up, follow_up_line
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue

PAPERFUL = 50
"""Issues on one task; the form of the task takes as many."""
_OWED = (
    issue.c.state.in_(sorted(TO_ANSWER)),
    issue.c.merged_into.is_(None),
    issue.c.charge_unit_key == follow_up.c.unit_key,
)
_LINES = follow_up_line.join(follow_up, follow_up.c.key == follow_up_line.c.follow_up_key).join(
    issue, issue.c.key == follow_up_line.c.issue_key
)


def list_row(session: Session, key: int) -> Any:
    """The row of a list."""
    return session.execute(sa.select(follow_up).where(follow_up.c.key == key)).one()


def still_asked(session: Session, key: int, most: int | None = PAPERFUL) -> Sequence[Any]:
    """The issues to confirm: red ones first, then the oldest."""
    line = follow_up_line.c
    return session.execute(
        sa.select(issue, line.rank, line.since, line.months)
        .select_from(_LINES)
        .where(line.follow_up_key == key, line.own, line.rank.in_((RED, WAITING)), *_OWED)
        .order_by(line.rank, line.since, line.issue_key)
        .limit(most)
    ).all()


def no_longer_asked(session: Session, key: int) -> Sequence[int]:
    """The issues of lines to confirm that have ended, joined another or changed hands since."""
    line = follow_up_line.c
    return session.scalars(
        sa.select(line.issue_key)
        .select_from(_LINES)
        .where(line.follow_up_key == key, line.own, line.rank.in_((RED, WAITING)), ~sa.and_(*_OWED))
    ).all()
