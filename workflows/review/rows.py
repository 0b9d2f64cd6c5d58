"""The rows of a review as its steps read them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.direction.tables import direction
from workflows.review.tables import legal_basis, review, review_lesson, review_part, review_return

BASIS = tuple(
    legal_basis.c[name] for name in ("symbol", "title", "issuer", "issued_on", "in_force_since", "level")
)
REVIEWS = sa.select(review, *BASIS).join(legal_basis, legal_basis.c.key == review.c.basis_key)
PARTS = (
    sa.select(
        review_part,
        *BASIS,
        review.c.kind,
        review.c.period,
        review.c.day,
        review.c.asks,
        review.c.handle.label("lead"),
        review.c.unit_key.label("lead_key"),
        review.c.unit_name.label("lead_name"),
        review.c.dates,
    )
    .join(review, review.c.key == review_part.c.review_key)
    .join(legal_basis, legal_basis.c.key == review.c.basis_key)
)


def review_row(session: Session, key: int) -> Any:
    """A review with its legal basis."""
    return session.execute(REVIEWS.where(review.c.key == key)).one()


def part_row(session: Session, key: int) -> Any:
    """A part with its review and the legal basis."""
    return session.execute(PARTS.where(review_part.c.key == key)).one()


def parts_of(session: Session, review_key: int) -> Sequence[Any]:
    """The parts of a review, by the name of their unit."""
    return session.execute(
        sa.select(review_part)
        .where(review_part.c.review_key == review_key)
        .order_by(review_part.c.unit_name, review_part.c.key)
    ).all()


def lessons_of(session: Session, review_key: int) -> Sequence[Any]:
    """The directions that a review has led to, in the order of its report."""
    return session.execute(
        sa.select(direction)
        .join(review_lesson, review_lesson.c.direction_key == direction.c.key)
        .where(review_lesson.c.review_key == review_key)
        .order_by(review_lesson.c.position)
    ).all()


def last_return(session: Session, about: str) -> Any:
    """Why a part or a report came back last; None where it never did."""
    return session.execute(
        sa.select(review_return)
        .where(review_return.c.about == about)
        .order_by(review_return.c.key.desc())
        .limit(1)
    ).one_or_none()
