"""Issues that wait to be weighed: whether one is urgent, or makes a hot spot of its place."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.prepared import Prepared
from database.session import Session
from workflows.boards.tables import issue_to_weigh


def _once(insert: Any) -> Any:
    """A row that is there already is locked all the same: a tick that is at it sees the issue as it is afterwards."""
    put = insert(issue_to_weigh)
    return put.on_conflict_do_update(index_elements=["issue_key"], set_={"issue_key": put.excluded.issue_key})


_ONCE = Prepared(
    {name: _once(insert) for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))}
)


def weigh_soon(session: Session, issue_key: int) -> None:
    """Let the next tick weigh an issue: whoever takes it down does not wait for that."""
    _ONCE.run(session, {"issue_key": issue_key})


def waiting(session: Session, limit: int) -> list[int]:
    """The issues that wait, a bounded part of them."""
    query = sa.select(issue_to_weigh.c.issue_key).order_by(issue_to_weigh.c.issue_key).limit(limit)
    return list(session.scalars(query))


def claimed(session: Session, issue_key: int) -> bool:
    """Take an issue out of the line, to weigh it as it is now; False where somebody else got there first."""
    this = issue_to_weigh.c.issue_key == issue_key
    taken = session.execute(sa.delete(issue_to_weigh).where(this).returning(issue_to_weigh.c.issue_key))
    return taken.one_or_none() is not None
