"""What units owe each other, over all kinds of matter: what is asked of a unit, and what it waits for.

Each kind that somebody owes by a date says so once, in a `Ledger`, and is entered in workflows/boards/ledgers.py. A
ledger gives a query for each side, of one unit, and never looks at what is settled: the boards put the order, the
limit and the counting to it. So a board costs, for each unit of its reader and each ledger, one page of a range of an
index, however much is open or settled elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from database.types import Key, UtcTime, text_key, text_time, time_text
from workflows.matter import Words
from workflows.subject import Subject

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
        found = query(_UNIT, _NOW)
        return found.where(self.came_back) if came_back and self.came_back is not None else found


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
    subjects: frozenset[str] | None = None
    """What was counted, one by one; None where a single unit has more than a page of it."""


def together(accounts: Iterable[Account]) -> int:
    """How many debts some accounts of the same units come to, each once, as far as is counted.

    A single unit never meets a debt in two of them; several do, where one of them owes it to another.
    """
    found = list(accounts)
    shared = {subject for one in found for subject in one.subjects or ()}
    alone = sum(one.total for one in found if one.subjects is None)
    return min(len(shared) + alone, COUNTED + 1)


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
    after = _after(cursor)
    asked = _statements(ledger, side, came_back, due[0] is not None, due[1] is not None, after is not None)
    facts = {"now": now, "since": due[0], "until": due[1], "most": limit + 1, "counted": COUNTED + 1}
    facts |= {"after_at": after[0], "after_key": after[1]} if after else {}
    given = [facts | {"unit_key": key} for key in sorted(set(unit_keys))] if asked else []
    found = _first(session, asked.page, given, limit + 1) if asked else []
    page = found[:limit]
    whole = after is None and len(found) <= limit
    if len(given) == 1 and asked and not whole:
        total, late = session.execute(asked.count, given[0]).one()
        subjects = None
    else:
        counted = found if whole or not asked else _first(session, asked.some, given, COUNTED + 1)
        total, late = len(counted), sum(row.due_at < now for row in counted)
        subjects = frozenset(str(Subject(ledger.kind, row.key)) for row in counted)
    return Account(
        name=ledger.name,
        words=ledger.words,
        rows=[ledger.line(row, now) for row in page],
        total=total,
        late=late,
        next_cursor=_cursor(page[-1]) if len(found) > limit else None,
        subjects=subjects,
    )


@dataclass(frozen=True)
class _Statements:
    """What is asked of one ledger: a page of its rows, and as many as are counted, one by one or counted.

    These come in the order of the page, too: by it a store finds their index, and what is late stands first.
    """

    page: sa.Select[Any]
    some: sa.Select[Any]
    count: sa.Select[int, int]


_MADE: dict[tuple[object, ...], _Statements | None] = {}


def _statements(ledger: Ledger, side: Side, *narrowed: bool) -> _Statements | None:
    """Put together once for each way of asking; None where there is nothing to ask."""
    name = (ledger.owing, ledger.awaited, side, *narrowed)
    if name not in _MADE:
        _MADE[name] = _put_together(ledger, side, *narrowed)
    return _MADE[name]


def _put_together(ledger: Ledger, side: Side, *narrowed: bool) -> _Statements | None:
    came_back, since, until, after = narrowed
    query = ledger.query(side, came_back=came_back)
    if query is None:
        return None
    due, key = query.selected_columns.due_at, query.selected_columns.key
    query = query.where(due >= _SINCE) if since else query
    query = query.where(due < _UNTIL) if until else query
    place = sa.tuple_(due, key) > sa.tuple_(_AFTER_AT, _AFTER_KEY, types=[due.type, key.type])
    some = query.with_only_columns(key, due).order_by(due, key).limit(_COUNTED)
    counted = some.subquery()
    late = sa.func.count(sa.case((counted.c.due_at < _NOW, 1)))
    return _Statements(
        page=(query.where(place) if after else query).order_by(due, key).limit(_MOST),
        some=some,
        count=sa.select(sa.func.count(), late).select_from(counted),
    )


_UNIT, _MOST = sa.bindparam("unit_key", type_=Key), sa.bindparam("most", type_=sa.Integer)
_NOW, _SINCE, _UNTIL = (sa.bindparam(name, type_=UtcTime) for name in ("now", "since", "until"))
_AFTER_AT, _AFTER_KEY = sa.bindparam("after_at", type_=UtcTime), sa.bindparam("after_key", type_=Key)
_COUNTED = sa.bindparam("counted", type_=sa.Integer)
Given = Mapping[str, Any]


def _first(session: Session, query: sa.Select[Any], given: Sequence[Given], most: int) -> list[Any]:
    """The first rows of several units together, once each: two units of one reader may share a debt."""
    found: dict[int, Any] = {}
    for facts in given:
        found |= {row.key: row for row in session.execute(query, facts)}
    return sorted(found.values(), key=lambda row: (row.due_at, row.key))[:most]


def _after(cursor: str) -> tuple[datetime, int] | None:
    at, _, key = cursor.partition("~") if len(cursor) <= LONGEST_CURSOR else ("", "", "")
    try:
        return text_time(at), text_key(key)
    except ValueError:
        return None


def _cursor(row: Any) -> str:
    return f"{time_text(row.due_at)}~{row.key}"
