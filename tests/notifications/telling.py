"""One reminder, as the tests tell it: Ward 3 owes its report for May 2025."""

from datetime import UTC, datetime
from typing import Any

from database.session import Session
from notifications.outbox import notify

NOW = datetime(2025, 5, 14, 1, tzinfo=UTC)
CLERK, HEAD, STRANGER = "C003.reporter", "C003.head", "C004.reporter"
FACTS: dict[str, Any] = {
    "unit": "Phường 3",
    "period": {"vi": "tháng 05/2025", "en": "May 2025"},
    "due": "2025-05-16T17:00:00+07:00",
}


def remind(session: Session, *recipients: str, key: str = "report:12/before_2", **changed: Any) -> int:
    told: dict[str, Any] = {
        "words": "remind_before_2",
        "facts": FACTS,
        "about": "report:12",
        "rule": "before_2",
        "now": NOW,
        **changed,
    }
    return notify(session, key=key, recipients=recipients or (CLERK,), **told)
