"""Leafing through a list by numbered pages: which rows the page has, and how many there are in all."""

from dataclasses import dataclass


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
