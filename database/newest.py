"""The newest rows of several owners: of each the end of one range of an index, merged; never all they ever had."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

OWNERS_AT_ONCE = 400
"""SQLite merges at most 500 selects."""


def newest_keys(
    table: sa.Table,
    owners: Iterable[sa.ColumnElement[bool]],
    *which: sa.ColumnElement[bool] | sa.TextClause,
    before: int | None,
    most: int,
) -> sa.Select[Any]:
    """The keys of the newest rows, at most `most` of each owner. Each owner is a condition that begins an index.

    `which` says which rows of theirs, in the words of a partial index of owner and key. `before` is the key at which
    the page above ended.
    """
    further = () if before is None else (table.c.key < before,)
    ends = [
        sa.select(
            sa.select(table.c.key)
            .where(owner, *which, *further)
            .order_by(table.c.key.desc())
            .limit(most)
            .subquery()
            .c.key
        )
        for owner in owners
    ]
    if not ends:
        return sa.select(table.c.key).where(sa.false())
    return sa.select(sa.union_all(*ends).subquery().c.key)
