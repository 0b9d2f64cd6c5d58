"""A short list that no table holds, as rows that can be searched like any others."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


def listed(name: str, columns: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> sa.CTE:
    """The rows as something to select from; each has a value for every column."""
    if not rows:
        nothing = (sa.cast(sa.null(), kind).label(column) for column, kind in columns.items())
        return sa.select(*nothing).where(sa.false()).cte(name)
    shaped = sa.values(*(sa.column(column, kind) for column, kind in columns.items()), name=f"{name}_rows")
    return shaped.data(list(rows)).cte(name)
