"""Leafing through a list: by numbered pages that say how many rows there are, or on from a row by its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PAGE = 50
"""Rows of a page."""


@dataclass(frozen=True)
class Listed:
    """One page of a list; `next_cursor` leads on, None at the end."""

    rows: Sequence[Any]
    next_cursor: str | None


def listed(found: Sequence[Any], size: int) -> Listed:
    """The page of what was read up to one row beyond it: that row says that there are more."""
    return Listed(found[:size], str(found[size - 1].key) if len(found) > size else None)


@dataclass(frozen=True)
class Leaf:
    """A page of a list of `total` rows: its number from 1, of how many, and how many rows come before it."""

    total: int
    number: int
    pages: int
    before: int


def leaf(total: int, asked: int, size: int) -> Leaf:
    """The page that is asked for; the first for one before it, the last for one beyond it. There is always one."""
    pages = max(1, -(-total // size))
    number = min(max(asked, 1), pages)
    return Leaf(total, number, pages, (number - 1) * size)
