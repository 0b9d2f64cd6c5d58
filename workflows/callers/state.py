"""What the holder of a receipt is told: how far his matter has come, until when, and the answer. Nothing else.

No summary, no unit, no office, no reason in somebody's own words: who finds a receipt learns no more than its holder
may be told in front of others.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.words import Words
from organisation.days import local_day
from workflows.issues.event_words import CLOSING_REASONS
from workflows.issues.record import issue_row
from workflows.issues.states import ANSWERED, RECEIVED, REOPENED, RESOLVED, TO_ANSWER, UNRESOLVED, VERIFYING
from workflows.issues.tables import issue_answer, issue_event, issue_source

PLAIN: dict[str, Words] = {
    RECEIVED: {
        "vi": "Đã tiếp nhận, đang chuyển đến nơi xử lý.",
        "en": "It was received and is on its way to whoever handles it.",
    },
    VERIFYING: {"vi": "Đang được xác minh, xử lý.", "en": "It is being looked into and handled."},
    ANSWERED: {"vi": "Đã có trả lời.", "en": "It was answered."},
    RESOLVED: {"vi": "Đã giải quyết xong.", "en": "It was resolved."},
    UNRESOLVED: {"vi": "Đã kết thúc, chưa giải quyết được.", "en": "It was closed without being resolved."},
    REOPENED: {"vi": "Đã mở lại, đang được xử lý tiếp.", "en": "It was taken up again and is being handled."},
}


@dataclass(frozen=True)
class ReceiptState:
    """`until` is there while an answer is owed; `answer` once one was sent; `reason` where it ended without one.

    `over` says that no answer is owed any more; where only a report called it answered the state is all there is.
    """

    received: date
    state: Words
    over: bool
    until: datetime | None
    answer: str | None
    answered_at: datetime | None
    reason: Words | None
    source_key: int
    issue_key: int


def receipt_state(session: Session, receipt: str) -> ReceiptState | None:
    """How the matter of a receipt stands; None for a number that nobody was given.

    One row by the unique index of receipts, then rows of one issue by their keys: the same at any size.
    """
    source = session.execute(
        sa.select(issue_source.c.key, issue_source.c.issue_key, issue_source.c.at).where(
            issue_source.c.receipt == receipt
        )
    ).one_or_none()
    if source is None:
        return None
    row = counting_issue(session, source.issue_key)
    answer = _sent(session, row.key) if row.state not in TO_ANSWER else None
    return ReceiptState(
        received=local_day(source.at),
        state=PLAIN[row.state],
        over=row.state not in TO_ANSWER,
        until=row.due_at if row.state in TO_ANSWER else None,
        answer=answer.text if answer else None,
        answered_at=answer.sent_at if answer else None,
        reason=_closed_because(session, row.key) if answer is None and row.state == UNRESOLVED else None,
        source_key=source.key,
        issue_key=row.key,
    )


def counting_issue(session: Session, key: int) -> Any:
    """The issue that counts for whoever raised one: itself, or the one it was merged into before it was answered."""
    row = issue_row(session, key)
    while row.merged_into is not None and row.state in TO_ANSWER:
        row = issue_row(session, row.merged_into)
    return row


def _sent(session: Session, key: int) -> Any:
    """The answer that was sent last."""
    return session.execute(
        sa.select(issue_answer.c.text, issue_answer.c.sent_at)
        .where(issue_answer.c.issue_key == key, issue_answer.c.sent_at.is_not(None))
        .order_by(issue_answer.c.number.desc())
        .limit(1)
    ).one_or_none()


def _closed_because(session: Session, key: int) -> Words | None:
    """The coded reason for which it was closed; what somebody wrote beside it stays inside."""
    code = session.execute(
        sa.select(issue_event.c.reason_code)
        .where(issue_event.c.issue_key == key, issue_event.c.what == "state")
        .order_by(issue_event.c.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    return CLOSING_REASONS.get(code or "")
