"""What people do on the page of an issue: merge it, part it, take it up again. Only those whose own issue it is."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from organisation.roles import HEAD, OFFICER, RECEIVER, REPORTER
from organisation.viewer import Post, Viewer
from workflows.delivery.sending import tell_joined
from workflows.errors import NotYours, StalePage
from workflows.issues.begin import begin_dated, is_under_way, stop_handling
from workflows.issues.merging import merge_issues, part_issues, require_seen
from workflows.issues.parties import BELOW
from workflows.issues.record import Why, issue_row
from workflows.issues.reopening import reopen_issue
from workflows.issues.states import ANSWERED, ENDED, TO_ANSWER
from workflows.issues.tables import issue_party
from workflows.issues.texts import kept_text
from workflows.offices import acting_office, office_of
from workflows.submission import Actor

ACTING = (RECEIVER, REPORTER, OFFICER, HEAD)
LONGEST_REASON = 1000


def acting_post(session: Session, viewer: Viewer, key: int) -> Post | None:
    """The office in which a viewer may act on an issue that is his unit's. None where he only reads it."""
    query = sa.select(issue_party.c.unit_key).where(
        issue_party.c.issue_key == key,
        issue_party.c.unit_key.in_(sorted(viewer.unit_keys())),
        issue_party.c.scope != BELOW,
    )
    own = set(session.scalars(query))
    posts = [post for post in viewer.postings if post.unit_key in own and post.role in ACTING]
    posts.sort(key=lambda post: (post.for_staff is not None, ACTING.index(post.role)))
    return posts[0] if posts else None


def may_reopen(session: Session, row: Any) -> bool:
    """Whether an issue may be taken up again: it was answered or has ended, and nobody is at it."""
    over = row.state in ENDED or row.state == ANSWERED
    return over and row.merged_into is None and not is_under_way(session, row)


def merge_by_hand(
    session: Session, host: Host, viewer: Viewer, key: int, into: int, reason: str, *, now: datetime
) -> None:
    """Merge an issue into another one that the viewer sees, too. What was under way for it ends."""
    why = _why(session, viewer, key, reason, now)
    require_seen(session, viewer, key, into)
    row = issue_row(session, key)
    actor = str(viewer.staff_key)
    stop_handling(session, host, row, actor=actor, now=now, reason="merged")
    joined = merge_issues(session, key, into, why)
    tell_joined(session, host, key, joined, actor=actor, now=now)


def part_by_hand(
    session: Session, host: Host, viewer: Viewer, key: int, reason: str, *, now: datetime
) -> None:
    """Take a merge back. Where the issue is not answered yet its handling starts again."""
    why = _why(session, viewer, key, reason, now)
    row = part_issues(session, key, why)
    if row.state in TO_ANSWER:
        begun = Why(now, why.actor)
        begin_dated(session, host, issue_row(session, key), begun, actor=str(viewer.staff_key))


def reopen_by_hand(
    session: Session, host: Host, viewer: Viewer, key: int, reason: str, *, now: datetime
) -> None:
    """Take up again what was answered or closed."""
    why = _why(session, viewer, key, reason, now)
    row = issue_row(session, key)
    if row.merged_into is None and is_under_way(session, row):
        raise StalePage(
            "Vấn đề này đang được xử lý rồi, không cần mở lại. Lý do bạn gõ chưa được lưu; xem tình hình ở hồ sơ.",
            "This issue is being handled already: it need not be reopened. Your reason was not saved; see its page.",
        )
    if not may_reopen(session, row):
        raise NotYours
    reopen_issue(session, host, key, why, actor=str(viewer.staff_key), now=now)


def _why(session: Session, viewer: Viewer, key: int, reason: str, now: datetime) -> Why:
    post = acting_post(session, viewer, key)
    if post is None:
        raise NotYours
    words = kept_text(reason, longest=LONGEST_REASON, wanted=True)
    office = office_of(session, post.group)
    return Why(now, Actor(viewer.staff_key, acting_office(viewer, post.group, office)), words)
