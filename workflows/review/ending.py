"""What a review does by itself after its approval: tell those concerned, and end when its lessons are done."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import superior
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.direction.give import tell_unit
from workflows.review.rows import lessons_of, parts_of, review_row
from workflows.review.tables import review
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
    row = review_row(step.session, key)
    text = {"vi": "mọi việc rút ra đã xong", "en": "every lesson is done"}
    notify(
        step.session,
        key=f"{step.token}:review_closed",
        recipients=[desk_of(step.session, row.handle, step.now), group(row.handle, HEAD)],
        words="matter_told",
        facts={"title": review_title(row), "unit": row.unit_name, "text": text},
        about=f"review:{key}",
        rule="matter_told",
        now=step.now,
    )
    return {}
