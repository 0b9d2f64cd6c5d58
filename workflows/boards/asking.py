"""The statements by which ledgers are read, put together once for each way of asking: that is the dear part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.types import Key, UtcTime
from workflows.boards.owed import COUNTED, NOW, Ledger, Side

Asked = Sequence[tuple[Ledger, Side]]
"""Ledgers, and which side of each."""
_MOST = sa.bindparam("most", type_=sa.Integer)
_SINCE, _UNTIL = (sa.bindparam(name, type_=UtcTime) for name in ("since", "until"))
_AFTER_AT, _AFTER_KEY = sa.bindparam("after_at", type_=UtcTime), sa.bindparam("after_key", type_=Key)
_COUNTED = sa.literal_column(str(COUNTED + 1), sa.Integer)
"""Written out: a store that knows how few rows are wanted goes along the index in their order."""
_MADE: dict[tuple[object, ...], Any] = {}


@dataclass(frozen=True)
class Statements:
    """What is asked of one ledger: a page of its rows, and as many as are counted, one by one.

    These come in the order of the page, too: by it a store finds their index, and what is late stands first.
    `counted` is the same query, to be counted together with those of other ledgers.
    """

    page: Prepared
    some: Prepared
    counted: sa.Select[Any]


def statements_of(ledger: Ledger, side: Side, *narrowed: bool) -> Statements | None:
    """None where there is nothing to ask."""
    name = (ledger.owing, ledger.awaited, side, *narrowed)
    if name not in _MADE:
        _MADE[name] = _put_together(ledger, side, *narrowed)
    made: Statements | None = _MADE[name]
    return made


def _put_together(ledger: Ledger, side: Side, *narrowed: bool) -> Statements | None:
    came_back, since, until, after = narrowed
    query = ledger.query(side, came_back=came_back)
    if query is None:
        return None
    due, key = query.selected_columns.due_at, query.selected_columns.key
    query = query.where(due >= _SINCE) if since else query
    query = query.where(due < _UNTIL) if until else query
    some = query.with_only_columns(key, due).order_by(due, key).limit(_COUNTED)
    place = sa.tuple_(due, key) > sa.tuple_(_AFTER_AT, _AFTER_KEY, types=[due.type, key.type])
    return Statements(
        page=Prepared((query.where(place) if after else query).order_by(due, key).limit(_MOST)),
        some=Prepared(some),
        counted=some,
    )


def count_of_all(asked: Asked, narrowed: tuple[bool, ...]) -> Prepared | None:
    """How much there is in each of some ledgers, by its place among them, in one statement; None for nothing."""
    name = (*((ledger.owing, ledger.awaited, side) for ledger, side in asked), *narrowed)
    if name not in _MADE:
        made = [statements_of(ledger, side, *narrowed) for ledger, side in asked]
        parts = [_count(place, one.counted) for place, one in enumerate(made) if one is not None]
        _MADE[name] = Prepared(sa.union_all(*parts)) if parts else None
    found: Prepared | None = _MADE[name]
    return found


def _count(place: int, some: sa.Select[Any]) -> sa.Select[int, int, int]:
    counted = some.subquery()
    late = sa.func.count(sa.case((counted.c.due_at < NOW, 1)))
    number = sa.literal_column(str(place), sa.Integer)
    return sa.select(number.label("place"), sa.func.count().label("total"), late.label("late")).select_from(
        counted
    )
