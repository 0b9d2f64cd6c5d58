"""How a review ends: after its approval, when its lessons are done; or because its case was ended from outside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import superior
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.direction.give import tell_unit
from workflows.matter import Cut, Words
from workflows.review.rows import lessons_of, parts_of, review_row
from workflows.review.tables import review, review_part
from workflows.review.words import review_title


def send_review(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell the units that contributed and the unit above that the report is there; tell who has work from it."""
    row = review_row(step.session, int(variables["review"]))
    above = superior(step.session, row.unit_key, step.now.astimezone(ZONE).date())
    groups = [desk_of(step.session, part.handle, step.now) for part in parts_of(step.session, row.key)]
    if above is not None:
        groups += [group(above.handle, RECEIVER), group(above.handle, HEAD)]
    text = {"vi": "đã có báo cáo", "en": "the report is there"}
    notify(
        step.session,
        key=f"{step.token}:review_sent",
        recipients=groups,
        words="matter_told",
        facts={"title": review_title(row), "unit": row.unit_name, "text": text},
        about=f"review:{row.key}",
        rule="matter_told",
        now=step.now,
    )
    for lesson in lessons_of(step.session, row.key):
        tell_unit(step.session, lesson.key, step.now)
    return {}


def close_review(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Every lesson is done: the review ends, and its owner is told."""
    key = int(variables["review"])
    step.session.execute(sa.update(review).where(review.c.key == key).values(closed_at=step.now))
    text = {"vi": "mọi việc rút ra đã xong", "en": "every lesson is done"}
    _tell_owner(step.session, key, text, f"{step.token}:review_closed", step.now)
    return {}


def end_review(session: Session, key: int, cut: Cut) -> None:
    """Its case was ended from outside: nothing more comes of it, and its owner is told."""
    this = (review.c.key == key, review.c.closed_at.is_(None))
    session.execute(sa.update(review).where(*this).values(closed_at=cut.now))
    text = {
        "vi": f"đã bị dừng: {cut.reason}",
        "en": f"was ended by whoever runs the installation: {cut.reason}",
    }
    _tell_owner(session, key, text, f"review:{key}:cut_short", cut.now)


def end_part(session: Session, key: int, now: datetime) -> None:
    """The case of a part was ended from outside: what was not sent is missing from now on."""
    this = (review_part.c.key == key, review_part.c.sent_at.is_(None), review_part.c.closes_at > now)
    session.execute(sa.update(review_part).where(*this).values(closes_at=now))


def _tell_owner(session: Session, key: int, text: Words, once: str, now: datetime) -> None:
    row = review_row(session, key)
    notify(
        session,
        key=once,
        recipients=[desk_of(session, row.handle, now), group(row.handle, HEAD)],
        words="matter_told",
        facts={"title": review_title(row), "unit": row.unit_name, "text": dict(text)},
        about=f"review:{key}",
        rule="matter_told",
        now=now,
    )
