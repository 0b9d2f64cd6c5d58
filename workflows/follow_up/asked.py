"""What a unit still has to confirm: lines of its list that nobody confirmed, of issues that are open and its own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from workflows.follow_up.tables import RED, WAITING, follow_up, follow_up_line
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue

ALL = 2**31 - 1
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


_LIST = Prepared(sa.select(follow_up).where(follow_up.c.key == sa.bindparam("of")))
_TO_CONFIRM = (
    follow_up_line.c.follow_up_key == sa.bindparam("of"),
    follow_up_line.c.own,
    follow_up_line.c.rank.in_((RED, WAITING)),
)
_ASKED = Prepared(
    sa.select(issue, follow_up_line.c.rank, follow_up_line.c.since, follow_up_line.c.months)
    .select_from(_LINES)
    .where(*_TO_CONFIRM, *_OWED)
    .order_by(follow_up_line.c.rank, follow_up_line.c.since, follow_up_line.c.issue_key)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
_OVER = Prepared(
    sa.select(follow_up_line.c.issue_key).select_from(_LINES).where(*_TO_CONFIRM, ~sa.and_(*_OWED))
)


def list_row(session: Session, key: int) -> Any:
    """The row of a list."""
    return _LIST.run(session, {"of": key}).one()


def still_asked(session: Session, key: int, most: int | None = PAPERFUL) -> Sequence[Any]:
    """The issues to confirm: red ones first, then the oldest."""
    return _ASKED.run(session, {"of": key, "most": ALL if most is None else most}).all()


def no_longer_asked(session: Session, key: int) -> Sequence[int]:
    """The issues of lines to confirm that have ended, joined another or changed hands since."""
    return _OVER.run(session, {"of": key}).scalars().all()
