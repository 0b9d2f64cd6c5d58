"""Reviews and their parts that are not written yet, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.review.rows import PARTS, REVIEWS
from workflows.review.tables import review, review_part
from workflows.review.words import review_title
from workflows.subject import Subject


def _reviewed_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return REVIEWS.where(
        review.c.unit_key == unit_key, review.c.approved_at.is_(None), review.c.closed_at.is_(None)
    )


def _part_of(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _open_parts(now).where(review_part.c.unit_key == unit_key)


def _parts_for(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _open_parts(now).where(
        review.c.unit_key == unit_key, review.c.closed_at.is_(None), review_part.c.unit_key != unit_key
    )


def _open_parts(now: datetime) -> sa.Select[Any]:
    return PARTS.where(
        review_part.c.sent_at.is_(None),
        review_part.c.closes_at > now,
    )


def _review(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("review", row.key)),
        title=review_title(row),
        from_unit=row.unit_name,
        to_unit="",
        due_at=row.due_at,
        href=f"/reviews/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


def _part(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("review_part", row.key)),
        title=review_title(row),
        from_unit=row.unit_name,
        to_unit=row.lead_name,
        due_at=row.due_at,
        href=f"/reviews/{row.review_key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


REVIEWS_OWED = (
    Ledger(
        "reviews",
        "review",
        {"vi": "Sơ kết, tổng kết", "en": "Reviews"},
        owing=_reviewed_by,
        awaited=None,
        line=_review,
    ),
    Ledger(
        "review-parts",
        "review_part",
        {"vi": "Phần đóng góp cho sơ kết, tổng kết", "en": "Parts of reviews"},
        owing=_part_of,
        awaited=_parts_for,
        line=_part,
    ),
)
