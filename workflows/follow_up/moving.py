"""Moving the lines of issues to another rank, in every list of the month at once, and counting them anew."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import sqlalchemy as sa

from database.prepared import Prepared
from database.rivals import one_at_a_time
from database.session import Session
from workflows.follow_up.tables import RANKS, follow_up, follow_up_line

LINES = "follow_up:lines"
"""What is claimed by whoever makes or moves lines: an answer and the filling of a list above meet in order."""
AT_ONCE = 500


_THESE = (
    follow_up_line.c.month == sa.bindparam("of_month"),
    follow_up_line.c.rank != sa.bindparam("to"),
)
_FOUND = Prepared(
    sa.select(follow_up_line.c.follow_up_key, follow_up_line.c.issue_key, follow_up_line.c.rank).where(
        *_THESE, follow_up_line.c.issue_key.in_(sa.bindparam("of_issues", expanding=True))
    )
)
_MOVE = Prepared(
    sa.update(follow_up_line)
    .where(*_THESE, follow_up_line.c.issue_key == sa.bindparam("of_issue"))
    .values(rank=sa.bindparam("to"))
)


def _counted(before: int, after: int) -> Prepared:
    fewer, more = follow_up.c[RANKS[before]], follow_up.c[RANKS[after]]
    number: sa.BindParameter[int] = sa.bindparam("number")
    changed = sa.update(follow_up).where(follow_up.c.key == sa.bindparam("of"))
    return Prepared(changed.values({fewer: fewer - number, more: more + number}))


_COUNT = {pair: _counted(*pair) for pair in permutations(RANKS, 2)}


def move_lines(session: Session, month: str, issue_keys: Sequence[int], rank: int) -> None:
    """Give issues a rank in all lists of a month; the counts of these lists follow."""
    one_at_a_time(session, LINES)
    for start in range(0, len(issue_keys), AT_ONCE):
        _move(session, month, issue_keys[start : start + AT_ONCE], rank)


def _move(session: Session, month: str, issue_keys: Sequence[int], rank: int) -> None:
    asked = {"of_month": month, "to": rank}
    lines = _FOUND.run(session, {**asked, "of_issues": list(issue_keys)})
    _MOVE.each(session, [{**asked, "of_issue": key} for key in sorted({line.issue_key for line in lines})])
    for (key, before), number in sorted(Counter((line.follow_up_key, line.rank) for line in lines).items()):
        _COUNT[before, rank].run(session, {"of": key, "number": number})


def counts_of(session: Session, key: int) -> Counter[int]:
    """How many lines of a list have each rank."""
    line = follow_up_line.c
    rows = session.execute(
        sa.select(line.rank, sa.func.count().label("number"))
        .where(line.follow_up_key == key)
        .group_by(line.rank)
    )
    return Counter({row.rank: row.number for row in rows})
