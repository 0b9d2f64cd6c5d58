"""What an issue and the steps of its way are called."""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]
LONGEST_TITLE = 110


def number_of(row: Any) -> str:
    """The number of an issue in the register it stands in."""
    return f"{row.number}/{row.year}"


def short(text: str, longest: int = LONGEST_TITLE) -> str:
    """The beginning of a text, on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + "…"


def issue_title(row: Any) -> dict[str, str]:
    """What lists and notices call it."""
    return {
        "vi": f"Vấn đề {number_of(row)}: {short(row.summary)}",
        "en": f"Issue {number_of(row)}: {short(row.summary)}",
    }
