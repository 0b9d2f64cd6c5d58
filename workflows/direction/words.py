"""How a direction is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]
LONGEST_TITLE = 90

OUTCOMES: Mapping[str, Words] = {
    "done": {"vi": "Đã làm xong", "en": "Done"},
    "partly": {"vi": "Làm được một phần", "en": "Partly done"},
    "impossible": {"vi": "Không làm được", "en": "Cannot be done"},
}


def direction_title(row: Any) -> dict[str, str]:
    """Such as "Chỉ đạo 07/2026: Nạo vét cống ngõ 12", by the row of a direction."""
    what = " ".join(row.what.split()).rstrip(".")
    short = what if len(what) <= LONGEST_TITLE else what[: LONGEST_TITLE - 1].rstrip() + "…"
    number = direction_number(row)
    return {"vi": f"Chỉ đạo {number}: {short}", "en": f"Direction {number}: {short}"}


def direction_number(row: Any) -> str:
    """Such as "07/2026"."""
    return f"{row.number:02d}/{row.year}"
