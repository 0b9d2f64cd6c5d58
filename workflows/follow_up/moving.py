"""Moving the lines of issues to another rank, in every list of the month at once, and counting them anew."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from workflows.follow_up.tables import RANKS, follow_up, follow_up_line

LINES = "follow_up:lines"
"""What is claimed by whoever makes or moves lines: an answer and the filling of a list above meet in order."""
AT_ONCE = 500


def move_lines(session: Session, month: str, issue_keys: Sequence[int], rank: int) -> None:
    """Give issues a rank in all lists of a month; the counts of these lists follow."""
    one_at_a_time(session, LINES)
    for start in range(0, len(issue_keys), AT_ONCE):
        _move(session, month, issue_keys[start : start + AT_ONCE], rank)


def _move(session: Session, month: str, issue_keys: Sequence[int], rank: int) -> None:
    line = follow_up_line.c
    moved = (line.month == month, line.issue_key.in_(issue_keys), line.rank != rank)
    rows = session.execute(
        sa.select(line.follow_up_key, line.rank, sa.func.count().label("number"))
        .where(*moved)
        .group_by(line.follow_up_key, line.rank)
    ).all()
    session.execute(sa.update(follow_up_line).where(*moved).values(rank=rank))
    for row in rows:
        fewer, more = follow_up.c[RANKS[row.rank]], follow_up.c[RANKS[rank]]
        session.execute(
            sa.update(follow_up)
            .where(follow_up.c.key == row.follow_up_key)
            .values({fewer: fewer - row.number, more: more + row.number})
        )


def counts_of(session: Session, key: int) -> Counter[int]:
    """How many lines of a list have each rank."""
    line = follow_up_line.c
    rows = session.execute(
        sa.select(line.rank, sa.func.count().label("number"))
        .where(line.follow_up_key == key)
        .group_by(line.rank)
    )
    return Counter({row.rank: row.number for row in rows})
