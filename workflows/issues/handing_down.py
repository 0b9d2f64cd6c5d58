"""What a closed unit saw of issues is seen by whoever carries its code from then on: by itself, in parts."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.rivals import one_at_a_time
from database.session import Database, Session
from organisation.days import in_force, local_day
from organisation.tables import unit
from workflows.issues.tables import NOT_OVER, OVER, issue_heir, issue_party

AT_ONCE = 500
"""Issues in one transaction: others wait for the writer."""
PARTS = 20
"""Transactions of one call."""
_HALVES = (NOT_OVER, OVER)
"""What a unit sees stands in two indexes of the lists."""
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
            sa.or_(*(sa.exists().where(issue_party.c.unit_key == closed.c.key, half) for half in _HALVES)),
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
    keys = _next_keys(session, row)
    if keys:
        _admit(session, row, keys, now)
    reached = {"after_issue_key": keys[-1] if keys else row.after_issue_key, "done": len(keys) < AT_ONCE}
    session.execute(sa.update(issue_heir).where(issue_heir.c.unit_key == row.unit_key).values(reached))


def _next_keys(session: Session, row: Any) -> list[int]:
    """Cost: all that the closed unit sees is gone along, as it stands in another order."""
    party = issue_party.c
    behind = (
        sa.select(party.issue_key)
        .where(party.unit_key == row.unit_key, party.issue_key > row.after_issue_key)
        .order_by(party.issue_key)
        .limit(AT_ONCE)
    )
    return sorted(key for half in _HALVES for key in session.scalars(behind.where(half)))[:AT_ONCE]


def _admit(session: Session, row: Any, keys: Sequence[int], now: datetime) -> None:
    """As the closed unit sees them, in the same lists. What the heir sees already stays as it is."""
    other = {"unit_key": sa.literal(row.heir_key), "since": sa.literal(now, issue_party.c.since.type)}
    columns = [other.get(column.name, column) for column in issue_party.c]
    which = sa.and_(issue_party.c.unit_key == row.unit_key, issue_party.c.issue_key.in_(keys))
    insert: Any = _INSERTS[session.dialect.name](issue_party)
    copied = insert.from_select([column.name for column in issue_party.c], sa.select(*columns).where(which))
    session.execute(copied.on_conflict_do_nothing())
