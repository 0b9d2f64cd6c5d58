"""Issues that wait to be weighed: whether one is urgent, or makes a hot spot of its place."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session
from workflows.boards.tables import issue_to_weigh

_ONCE = {
    name: insert(issue_to_weigh).on_conflict_do_nothing()
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def weigh_soon(session: Session, issue_key: int) -> None:
    """Let the next tick weigh an issue: whoever takes it down does not wait for that."""
    session.execute(_ONCE[session.dialect.name], {"issue_key": issue_key})


def waiting(session: Session, limit: int) -> list[int]:
    """The issues that wait, a bounded part of them."""
    query = sa.select(issue_to_weigh.c.issue_key).order_by(issue_to_weigh.c.issue_key).limit(limit)
    return list(session.scalars(query))


def weighed(session: Session, issue_keys: list[int]) -> None:
    """These were weighed."""
    session.execute(sa.delete(issue_to_weigh).where(issue_to_weigh.c.issue_key.in_(issue_keys)))
