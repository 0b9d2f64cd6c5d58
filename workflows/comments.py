"""What the offices say to each other beside a matter. Comments never enter the variables or the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from forms.personal_data import personal_data, refusal
from organisation.roles import split_group
from organisation.viewer import Viewer
from workflows.errors import NotYours, Refused
from workflows.offices import office_of
from workflows.open_task import find_task
from workflows.tables import comment

LONGEST = 1000


class RemarkRefused(Refused):
    """What was written cannot be a remark; the sentence says what to change."""


@dataclass(frozen=True)
class Comment:
    """One remark, by the office that made it."""

    office: Mapping[str, str]
    at: datetime
    text: str


def add_comment(
    session: Session,
    viewer: Viewer,
    subject: str,
    text: str,
    *,
    office: Mapping[str, str],
    now: datetime,
    page: str = "",
) -> None:
    """Say something beside a matter. RemarkRefused when it is empty, too long, or tells of a person.

    `page` is the name of the page it is sent from: what that page sends again in the same words is kept once.
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise RemarkRefused(
            f"Nội dung trao đổi cần từ 1 đến {LONGEST} ký tự; bạn đã gõ {len(words)}. Sửa rồi gửi lại.",
            f"A remark has 1 to {LONGEST} characters; yours has {len(words)}. Change it and send again.",
        )
    if spans := personal_data(words):
        raise RemarkRefused(**refusal(words, spans))
    entered = insert_into(session, comment).values(
        subject=subject,
        staff_key=viewer.staff_key,
        office=dict(office),
        at=now,
        text=words,
        once=sha256(f"{page}|{words}".encode()).hexdigest() if page else None,
    )
    session.execute(
        entered.on_conflict_do_nothing(
            index_elements=["subject", "staff_key", "once"]
        )  # the button was pressed twice
    )


def comment_on_task(
    session: Session, viewer: Viewer, task_key: int, text: str, *, now: datetime, page: str = ""
) -> None:
    """Say something beside what a task is about, for one's own office. NotYours for a task one may not see."""
    facts = find_task(session, viewer, task_key)
    if facts.subject is None:  # nothing has a page on which it could be read later
        raise NotYours
    handle, _ = split_group(facts.row.candidate_group)
    here = sorted(post.group for post in viewer.postings if post.unit == handle)
    own = facts.row.candidate_group if facts.row.candidate_group in here else here[0]
    office = office_of(session, own)
    add_comment(session, viewer, str(facts.subject), text, office=office, now=now, page=page)


def comments(session: Session, subject: str) -> tuple[Comment, ...]:
    """The remarks beside a matter, oldest first."""
    rows = session.execute(
        sa.select(comment.c.office, comment.c.at, comment.c.text)
        .where(comment.c.subject == subject)
        .order_by(comment.c.at, comment.c.key)
    )
    return tuple(Comment(row.office, row.at, row.text) for row in rows)
