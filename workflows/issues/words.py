"""What an issue and the steps of its way are called."""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]
LONGEST_TITLE = 110


def number_of(row: Any) -> str:
    """The number of an issue in the register it stands in."""
    return f"{row.number}/{row.year}"


def number_in_register(row: Any) -> dict[str, str]:
    """The same where lists mix registers; `register_name` is the unit whose register it is."""
    return {
        "vi": f"{number_of(row)} của {row.register_name}",
        "en": f"{number_of(row)} of {row.register_name}",
    }


def short(text: str, longest: int = LONGEST_TITLE) -> str:
    """The beginning of a text, on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + "…"


def called(text: str, longest: int = LONGEST_TITLE) -> str:
    """The same as a name, without its full stop: a sentence goes on after it."""
    return short(text, longest).rstrip(".")


def issue_title(row: Any) -> dict[str, str]:
    """What lists of one register, and notices, call it."""
    return _title(row, dict.fromkeys(("vi", "en"), number_of(row)))


def title_in_register(row: Any) -> dict[str, str]:
    """What lists that mix registers call it."""
    return _title(row, number_in_register(row))


def _title(row: Any, number: Words) -> dict[str, str]:
    name = called(row.summary)
    return {"vi": f"Vấn đề {number['vi']}: {name}", "en": f"Issue {number['en']}: {name}"}
