"""How a data call is called, and the states of an answer in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from workflows.issues.words import short

Words = Mapping[str, str]
Stands = Literal["accepted", "sent", "returned", "open", "late", "missing", "unmended"]
LONGEST_TITLE = 90


def call_number(row: Any) -> str:
    """Such as "07/2026"."""
    return f"{row.number:02d}/{row.year}"


def call_title(row: Any) -> dict[str, str]:
    """Such as "Yêu cầu 07/2026: Điểm ngập úng", by a row with number, year and title of the call."""
    number, words = call_number(row), short(row.title, LONGEST_TITLE)
    return {"vi": f"Yêu cầu {number}: {words}", "en": f"Data call {number}: {words}"}


def stands(part: Any, now: datetime) -> Stands:
    """How the answer of one unit stands: each is in one of these."""
    if part.state in ("accepted", "sent"):
        return "accepted" if part.state == "accepted" else "sent"
    came_back = part.returns and part.sent_at is not None
    if part.state == "silent":
        return "unmended" if came_back else "missing"
    if came_back:
        return "returned"
    return "late" if part.due_at < now else "open"


def was_late(part: Any, due_at: datetime) -> bool:
    """Whether the answer was first sent after the date of the call."""
    return part.sent_at is not None and part.sent_at > due_at
