"""What units owe each other, over all kinds of matter: what is asked of a unit, and what it waits for.

Each kind that somebody owes by a date says so once, in a `Ledger`, and is entered in workflows/boards/ledgers.py. A
ledger gives a query for each side, of one unit, and never looks at what is settled: the boards put the order, the
limit and the counting to it. So a board costs, for each unit of its reader and each ledger, one page of a range of an
index, however much is open or settled elsewhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from database.types import text_time, time_text
from workflows.matter import Words

Side = Literal["owing", "awaited"]
"""What a unit owes, or what is owed to it."""
SIDES: tuple[Side, Side] = ("owing", "awaited")
Due = tuple[datetime | None, datetime | None]
"""Due dates from one moment until before another; None where there is no end."""
ANY: Due = (None, None)
COUNTED = 1_000
"""As far as rows are counted; one more means more than that."""
LONGEST_CURSOR = 80


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


Query = Callable[[int, datetime], sa.Select[Any]]
"""What is open of one unit (by key) at a moment. Its columns: `key`, `due_at` (never null), and what `line` reads.

It has no order and no limit. What it reads should be one range of an index, best one that is ordered by `due_at`.
"""


@dataclass(frozen=True)
class Ledger:
    """One kind of debt; nobody else waits for it where `awaited` is None.

    `words` is its heading; `line` makes the row of a board out of a row of either query.
    """

    name: str
    words: Words
    owing: Query
    awaited: Query | None
    line: Callable[[Any, datetime], Owed]
    came_back: sa.ColumnElement[bool] | None = None
    """Which of the open ones came back to be done again, where that may happen; it is put to the query of a side."""

    def queries(
        self, side: Side, unit_keys: Iterable[int], now: datetime, *, came_back: bool = False
    ) -> list[sa.Select[Any]]:
        """The query of a side for each unit; none where nothing is owed that way, or nothing comes back."""
        query = self.owing if side == "owing" else self.awaited
        if query is None or (came_back and self.came_back is None):
            return []
        found = [query(key, now) for key in sorted(set(unit_keys))]
        again = self.came_back if came_back else None
        return found if again is None else [one.where(again) for one in found]


@dataclass(frozen=True)
class Account:
    """One ledger of one side: what is due first at the top. `total` and `late` count to COUNTED + 1.

    `next_cursor` leads on to more of it, None at the end.
    """

    name: str
    words: Words
    rows: Sequence[Owed]
    total: int
    late: int
    next_cursor: str | None


def account(
    session: Session,
    ledger: Ledger,
    side: Side,
    unit_keys: Iterable[int],
    now: datetime,
    *,
    limit: int,
    cursor: str = "",
    due: Due = ANY,
    came_back: bool = False,
) -> Account:
    """What units owe, or are owed, in one ledger. A cursor that nobody made begins at the top.

    `due` narrows it to due dates from one moment until before another, `came_back` to what is to be done again.
    """
    asked = ledger.queries(side, unit_keys, now, came_back=came_back)
    queries = [_within(query, due) for query in asked]
    found = _first(session, queries, limit + 1, cursor)
    page = found[:limit]
    total, late = _counts(session, queries, found, now, whole=not cursor and len(found) <= limit)
    return Account(
        name=ledger.name,
        words=ledger.words,
        rows=[ledger.line(row, now) for row in page],
        total=total,
        late=late,
        next_cursor=_cursor(page[-1]) if len(found) > limit else None,
    )


def _counts(
    session: Session, queries: Sequence[sa.Select[Any]], found: Sequence[Any], now: datetime, *, whole: bool
) -> tuple[int, int]:
    """How many there are, and how many are late. Where a page holds the `whole`, as most do, nothing is asked."""
    if whole:
        return len(found), sum(row.due_at < now for row in found)
    return _count(session, queries), _count(session, [_within(query, (None, now)) for query in queries])


def _within(query: sa.Select[Any], due: Due) -> sa.Select[Any]:
    column = query.selected_columns.due_at
    since, until = (None if moment is None else sa.literal(moment, column.type) for moment in due)
    query = query if since is None else query.where(column >= since)
    return query if until is None else query.where(column < until)


def _first(session: Session, queries: Sequence[sa.Select[Any]], limit: int, cursor: str) -> list[Any]:
    """The first rows of several queries together, once each: two units of one reader may share a debt."""
    found: dict[int, Any] = {}
    for query in queries:
        due, key = query.selected_columns.due_at, query.selected_columns.key
        page = query.where(*_after(query, cursor)).order_by(due, key).limit(limit)
        found |= {row.key: row for row in session.execute(page)}
    return sorted(found.values(), key=lambda row: (row.due_at, row.key))[:limit]


def _count(session: Session, queries: Sequence[sa.Select[Any]]) -> int:
    counted = 0
    for query in queries:
        some = query.with_only_columns(query.selected_columns.key).limit(COUNTED + 1).subquery()
        counted += session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return min(counted, COUNTED + 1)


def _after(query: sa.Select[Any], cursor: str) -> list[sa.ColumnElement[bool]]:
    at, _, key = cursor.partition("~") if len(cursor) <= LONGEST_CURSOR else ("", "", "")
    if not (key.isascii() and key.isdecimal()):
        return []
    try:
        moment = text_time(at)
    except ValueError:
        return []
    columns = query.selected_columns
    types = [columns.due_at.type, columns.key.type]
    return [sa.tuple_(columns.due_at, columns.key) > sa.tuple_(moment, int(key), types=types)]


def _cursor(row: Any) -> str:
    return f"{time_text(row.due_at)}~{row.key}"
