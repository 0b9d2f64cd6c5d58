"""The issue behind a response: it is counted there and nowhere else, and has one response at a time."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from organisation.days import local_day
from organisation.viewer import Viewer
from workflows.errors import NotYours, RefusedAt
from workflows.issues.begin import KIND as ISSUE
from workflows.issues.parties import may_see as sees_issue
from workflows.issues.record import issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue
from workflows.quick_report.rows import KIND as QUICK
from workflows.quick_report.rows import may_see as sees_report
from workflows.quick_report.rows import report_row
from workflows.response.rows import seen_by
from workflows.response.tables import RUNNING, response
from workflows.response.words import response_number
from workflows.subject import Subject


def issue_behind(session: Session, viewer: Viewer, about: str, now: datetime) -> int | None:
    """The issue of "issue:5" or "quick_report:7"; None for a response that stands alone. NotYours for any other."""
    if not about:
        return None
    subject = Subject.of(about)
    if subject is not None and subject.kind == ISSUE and sees_issue(session, viewer, subject.key):
        return _kept(session, subject.key)
    if (
        subject is not None
        and subject.kind == QUICK
        and sees_report(session, viewer, subject.key, local_day(now))
    ):
        return _kept(session, report_row(session, subject.key).issue_key)
    raise NotYours


def _kept(session: Session, key: int) -> int:
    """Of an issue that was merged into another, that one."""
    into = session.execute(sa.select(issue.c.merged_into).where(issue.c.key == key)).scalar_one()
    return int(into or key)


def running_about(session: Session, issue_key: int) -> Any:
    """The response to an issue, or to one that was merged into it, that is under way; None where there is none."""
    return session.execute(
        sa.select(response).where(_to(issue_key), RUNNING).order_by(response.c.key).limit(1)
    ).one_or_none()


def require_to_respond(session: Session, issue_key: int) -> None:
    """RefusedAt for an issue that has a response or an answer. A rival waits."""
    one_at_a_time(session, f"response-of:{issue_key}")
    running = running_about(session, issue_key)
    if running is not None:
        number = response_number(running)
        raise RefusedAt(
            "kind",
            f"Vấn đề này đang được ứng phó: sự cố dịch vụ {number} của {running.unit_name}.",
            f"This issue is being responded to: service incident {number} of {running.unit_name}.",
        )
    if issue_row(session, issue_key).state not in TO_ANSWER:
        raise RefusedAt(
            "kind",
            "Vấn đề này đã được trả lời. Còn sự cố thì mở lại vấn đề trước, hoặc bắt đầu riêng, không từ vấn đề này.",
            "This issue is answered. If it goes on, have it reopened first, or begin without it.",
        )


def responses_to(session: Session, viewer: Viewer, issue_key: int, now: datetime) -> list[Any]:
    """The responses to an issue, or to those merged into it, that a viewer may see, the newest first."""
    query = sa.select(response).where(_to(issue_key), seen_by(viewer, local_day(now)))
    return list(session.execute(query.order_by(response.c.key.desc())).all())


def _to(issue_key: int) -> sa.ColumnElement[bool]:
    joined = sa.select(issue.c.key).where(issue.c.merged_into == issue_key)
    return sa.or_(response.c.issue_key == issue_key, response.c.issue_key.in_(joined))
