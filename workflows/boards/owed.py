"""What units owe each other, over all kinds of matter: what is asked of a unit, and what it waits for.

Each kind that somebody owes by a date says so once, in a `Ledger`, and is entered in workflows/boards/ledgers.py. A
ledger gives a query for each side, of one unit, and never looks at what is settled: the boards put the order, the
limit and the counting to it (workflows/boards/accounts.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.types import Key, UtcTime
from workflows.matter import Words

Side = Literal["owing", "awaited"]
"""What a unit owes, or what is owed to it."""
SIDES: tuple[Side, Side] = ("owing", "awaited")
COUNTED = 1_000
"""As far as rows are counted; one more means more than that."""


@dataclass(frozen=True)
class Owed:
    """Something that `from_unit` owes to `to_unit` (their names; empty where there is nobody) by a date.

    `href` is the page of what it is about. `instance_key` is the instance that waits: by it boards say who holds it.
    """

    subject: str
    title: Words
    from_unit: str
    to_unit: str
    due_at: datetime
    href: str
    late: bool
    instance_key: int | None = None
    returned: bool = False
    """Whether it came back to be done again."""
    urgent: bool = False


UNIT, NOW = sa.bindparam("unit_key", type_=Key), sa.bindparam("now", type_=UtcTime)
"""What a query is given when it is asked."""
Query = Callable[[Any, Any], sa.Select[Any]]
"""What is open of one unit (by key) at a moment. Its columns: `key`, `due_at` (never null), and what `line` reads.

Unit and moment come as parameters of a statement, so that each is put together once in a process and not on every
page: they can be compared with columns, and nothing else. It has no order and no limit. What it reads should be one
range of an index, best one that is ordered by `due_at`.
"""


@dataclass(frozen=True)
class Ledger:
    """One kind of debt. `owing` or `awaited` is None where a board shows only the other side of it.

    `kind` is what its rows are keys of, as in subjects; `words` is its heading; `line` makes the row of a board
    out of a row of either query.
    """

    name: str
    kind: str
    words: Words
    owing: Query | None
    awaited: Query | None
    line: Callable[[Any, datetime], Owed]
    came_back: sa.ColumnElement[bool] | sa.TextClause | None = None
    """Which of the open ones came back to be done again, where that may happen; it is put to the query of a side."""

    def query(self, side: Side, *, came_back: bool = False) -> sa.Select[Any] | None:
        """The query of a side; None where nothing is owed that way, or nothing comes back."""
        query = self.owing if side == "owing" else self.awaited
        if query is None or (came_back and self.came_back is None):
            return None
        found = query(UNIT, NOW)
        return found.where(self.came_back) if came_back and self.came_back is not None else found
