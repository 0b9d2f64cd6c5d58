"""A day as it arrives from a form: by a date input, or typed where a browser shows none."""

import re
from datetime import date

_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def day_in(text: str) -> date:
    """The day of "2025-05-20" or "20/05/2025". ValueError for anything else."""
    words = text.strip()
    typed = _TYPED.fullmatch(words)
    if typed is None:
        return date.fromisoformat(words)
    day, month, year = (int(part) for part in typed.groups())
    return date(year, month, day)


def shown_day(text: str) -> str:
    """A day as a date input shows it again; what is none stays as it was typed."""
    try:
        return day_in(text).isoformat()
    except ValueError:
        return text
