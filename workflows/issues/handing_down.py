"""What a closed unit saw of issues is seen by whoever carries its code from then on: by itself, in parts."""

from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.rivals import one_at_a_time
from database.session import Database, Session
from organisation.days import in_force, local_day
from organisation.tables import unit
from workflows.issues.tables import issue_heir, issue_party

AT_ONCE = 500
"""Issues in one transaction: others wait for the writer."""
PARTS = 20
"""Transactions of one call."""
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def note_closed(session: Session, now: datetime) -> None:
    """Put down which units were closed, and who carries their codes; each once. For once a day."""
    closed, heir, today = unit.alias("closed"), unit.alias("heir"), local_day(now)
    pairs = (
        sa.select(closed.c.key, heir.c.key, sa.literal(0), sa.literal(value=False))
        .join(heir, heir.c.code == closed.c.code)
        .where(
            closed.c.valid_to < today,
            in_force(heir, today),
            sa.exists().where(issue_party.c.unit_key == closed.c.key),
            ~sa.exists().where(issue_heir.c.unit_key == closed.c.key),
        )
    )
    columns = [issue_heir.c[name] for name in ("unit_key", "heir_key", "after_issue_key", "done")]
    session.execute(sa.insert(issue_heir).from_select(columns, pairs))


def hand_down(database: Database, now: datetime) -> None:
    """Let heirs see the next issues of units that were closed; the next call goes on. Safe on many processes."""
    for _ in range(PARTS):
        with database.read() as session:
            if session.execute(_NEXT).first() is None:
                return
        database.transact(partial(_hand_down, now=now))


_NEXT = sa.select(issue_heir).where(~issue_heir.c.done).order_by(issue_heir.c.unit_key).limit(1)


def _hand_down(session: Session, now: datetime) -> None:
    one_at_a_time(session, "issue_heir")
    row = session.execute(_NEXT).one_or_none()
    if row is None:  # somebody else got there first
        return
    of_it = sa.and_(issue_party.c.unit_key == row.unit_key, issue_party.c.issue_key > row.after_issue_key)
    keys = session.scalars(
        sa.select(issue_party.c.issue_key).where(of_it).order_by(issue_party.c.issue_key).limit(AT_ONCE)
    ).all()
    if keys:
        _admit(session, row, sa.and_(of_it, issue_party.c.issue_key <= keys[-1]), now)
    reached = {"after_issue_key": keys[-1] if keys else row.after_issue_key, "done": len(keys) < AT_ONCE}
    session.execute(sa.update(issue_heir).where(issue_heir.c.unit_key == row.unit_key).values(reached))


def _admit(session: Session, row: Any, which: sa.ColumnElement[bool], now: datetime) -> None:
    """As the closed unit sees them, in the same lists. What the heir sees already stays as it is."""
    other = {"unit_key": sa.literal(row.heir_key), "since": sa.literal(now, issue_party.c.since.type)}
    columns = [other.get(column.name, column) for column in issue_party.c]
    insert: Any = _INSERTS[session.dialect.name](issue_party)
    copied = insert.from_select([column.name for column in issue_party.c], sa.select(*columns).where(which))
    session.execute(copied.on_conflict_do_nothing())
