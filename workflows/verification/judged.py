"""How an answer and an opinion stand: on time, late, after collecting had ended, or not there. Pure."""

from datetime import datetime
from typing import Any, Literal

Answered = Literal["on_time", "late", "after_collecting", "none"]


def answered(at: datetime | None, due_at: datetime, collect_until: datetime | None) -> Answered:
    """How an agency answered whose head approved at a moment (None: never)."""
    if at is None:
        return "none"
    if collect_until is not None and at > collect_until:
        return "after_collecting"
    return "late" if at > due_at else "on_time"


def silent(row: Any, at: datetime | None) -> bool:
    """Whether an agency said nothing and can say nothing more: its task has ended without it."""
    return at is None and row.instance_status not in (None, "active")


def given_late(opinion: Any) -> bool:
    """Whether an opinion came after its due date."""
    return opinion.given_at is not None and opinion.given_at > opinion.due_at
