"""Keys and other whole numbers as they come from addresses and forms."""

from typing import Annotated

from pydantic import Field

LARGEST = 2**63 - 1
LARGEST_NUMBER = 2**31 - 1
"""Of the numbers that are no keys."""

RowKey = Annotated[int, Field(ge=1, le=LARGEST)]
"""A key of a row. A number that no row can have is an unknown address, not an error of the store."""


def number_in(text: str) -> int:
    """The whole number that a hidden field carries; 0 where it carries none, or one that no row can hold."""
    fits = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST))
    return int(text) if fits else 0
