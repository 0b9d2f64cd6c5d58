"""Which review each legal basis brings about next. One row for a basis and a kind; moved on when it is opened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.decisions import newest_decisions
from periods.reviews import (
    CLOCK,
    REVIEW_KINDS,
    ReviewClock,
    ReviewDay,
    ReviewKind,
    next_review,
    opens_at,
    read_clock,
)
from workflows.deadlines import ZONE
from workflows.review.tables import legal_basis, review, review_plan

ONE_DAY = timedelta(days=1)
FURTHEST = timedelta(days=400)
"""No review opens longer before its day."""


def plan_reviews(session: Session, basis: Any, now: datetime) -> None:
    """Plan the next review of each kind that a basis asks for, from today on; what it no longer asks for goes.

    What was opened before is not opened again.
    """
    session.execute(sa.delete(review_plan).where(review_plan.c.basis_key == basis.key))
    yesterday = now.astimezone(ZONE).date() - ONE_DAY
    rows = session.execute(
        sa.select(review.c.kind, sa.func.max(review.c.day).label("day"))
        .where(review.c.basis_key == basis.key)
        .group_by(review.c.kind)
    )
    opened = {row.kind: row.day for row in rows}
    for kind in basis.reviews:
        _plan(session, basis, kind, max(yesterday, opened.get(kind, yesterday)))


def move_on(session: Session, basis: Any, kind: ReviewKind, day: date) -> None:
    """The review of this day is open, or its time is over: plan the one after it."""
    session.execute(
        sa.delete(review_plan).where(review_plan.c.basis_key == basis.key, review_plan.c.kind == kind)
    )
    _plan(session, basis, kind, day)


def _plan(session: Session, basis: Any, kind: ReviewKind, after: date) -> None:
    found = next_review(kind, basis.in_force_since, basis.in_force_until, after)
    if found is not None:
        session.execute(sa.insert(review_plan).values(basis_key=basis.key, kind=kind, day=found.day))


def planned_review(basis: Any, kind: ReviewKind, day: date) -> ReviewDay | None:
    """The review that a row of the plan means; None where the basis no longer brings it about."""
    return next_review(kind, basis.in_force_since, basis.in_force_until, day - ONE_DAY)


def clocks(session: Session) -> Mapping[ReviewKind, ReviewClock]:
    """The table of dates, row by row. Raises RuleMissing, RuleRefused, NotDeployed."""
    decisions = newest_decisions(session, CLOCK)
    found: dict[ReviewKind, ReviewClock] = {}
    for kind in REVIEW_KINDS:
        row: Any = decisions.evaluate(CLOCK, {"kind": kind})
        found[kind] = read_clock(kind, row)
    return found


def something_planned(session: Session, now: datetime) -> bool:
    """Whether any review may be about to open: what every second asks first."""
    first = session.execute(sa.select(sa.func.min(review_plan.c.day))).scalar_one()
    return first is not None and first <= now.astimezone(ZONE).date() + FURTHEST


def due_plans(session: Session, now: datetime) -> Sequence[Any]:
    """The rows of the plan whose review should be open now."""
    known = clocks(session)
    today = now.astimezone(ZONE).date()
    tests = [
        sa.and_(review_plan.c.kind == kind, review_plan.c.day <= today + clock.opens * ONE_DAY)
        for kind, clock in known.items()
    ]
    rows = session.execute(
        sa.select(review_plan, legal_basis)
        .join(legal_basis, legal_basis.c.key == review_plan.c.basis_key)
        .where(sa.or_(*tests))
        .order_by(review_plan.c.day, review_plan.c.key)
    ).all()
    return [row for row in rows if _is_open(row, known, now)]


def _is_open(row: Any, known: Mapping[ReviewKind, ReviewClock], now: datetime) -> bool:
    found = planned_review(row, row.kind, row.day)
    return found is None or opens_at(found, known[row.kind], ZONE) <= now
