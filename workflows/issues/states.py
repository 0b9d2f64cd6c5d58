"""The states of an issue: exactly one at a time, and which may follow which. Pure."""

from collections.abc import Mapping

RECEIVED = "received"
VERIFYING = "verifying"
ANSWERED = "answered"
RESOLVED = "resolved"
UNRESOLVED = "closed_unresolved"
REOPENED = "reopened"

NAMES: Mapping[str, Mapping[str, str]] = {
    RECEIVED: {"vi": "Mới tiếp nhận", "en": "Received"},
    VERIFYING: {"vi": "Đang xác minh, xử lý", "en": "Being verified and handled"},
    ANSWERED: {"vi": "Đã trả lời", "en": "Answered"},
    RESOLVED: {"vi": "Đã giải quyết", "en": "Resolved"},
    UNRESOLVED: {"vi": "Kết thúc, chưa giải quyết", "en": "Closed, not resolved"},
    REOPENED: {"vi": "Mở lại", "en": "Reopened"},
}
STATES = tuple(NAMES)
MERGED = "merged"
"""Where lists put an issue that joined another one, whatever its own state: behind those that have ended."""

FOLLOWS: Mapping[str, frozenset[str]] = {
    RECEIVED: frozenset({VERIFYING, ANSWERED, UNRESOLVED}),
    VERIFYING: frozenset({ANSWERED, UNRESOLVED}),
    ANSWERED: frozenset({RESOLVED, UNRESOLVED, REOPENED}),
    RESOLVED: frozenset({REOPENED}),
    UNRESOLVED: frozenset({REOPENED}),
    REOPENED: frozenset({VERIFYING, ANSWERED, UNRESOLVED}),
}
"""What may come after each state. Ended issues can only be reopened."""

TO_ANSWER = frozenset({RECEIVED, VERIFYING, REOPENED})
"""Somebody owes an answer: past its due date such an issue is overdue."""
ENDED = frozenset({RESOLVED, UNRESOLVED})

PROVEN = frozenset({RESOLVED, UNRESOLVED})
"""No issue gets into these without a reason and evidence."""


def may_follow(before: str, after: str) -> bool:
    """Whether an issue in one state may be put into another."""
    return after in FOLLOWS.get(before, frozenset())


def stage(state: str) -> int:
    """Where lists put it: 0 to be answered, 1 answered and not confirmed, 2 ended."""
    return 0 if state in TO_ANSWER else 2 if state in ENDED else 1
