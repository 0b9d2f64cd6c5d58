"""Reviews as somebody may see them, and how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from periods.dated import from_json
from workflows.deadlines import ZONE
from workflows.direction.tables import direction
from workflows.errors import NotYours
from workflows.leafing import PAGE, Leaf, leaf
from workflows.review.rows import REVIEWS, lessons_of, parts_of
from workflows.review.tables import review, review_lesson, review_part

State = Literal["outlining", "collecting", "consolidating", "following", "closed"]
Outcome = Literal["on_time", "late", "waiting", "overdue", "missing"]
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Counts:
    """How many parts were asked for and sent, how many lessons there are and how many are done."""

    asked: int
    sent: int
    lessons: int
    done: int


@dataclass(frozen=True)
class ReviewLine:
    """A review in a list."""

    row: Any
    state: State
    counts: Counts


@dataclass(frozen=True)
class ReviewList:
    """One page of the list, and which of how many it is."""

    lines: Sequence[ReviewLine]
    leaf: Leaf


@dataclass(frozen=True)
class Part:
    """One unit's part and how it came out."""

    row: Any
    outcome: Outcome


@dataclass(frozen=True)
class ReviewCase:
    """A review as its page shows it. `parts` are all where the owner's work is seen (`whole`), else the own."""

    row: Any
    state: State
    counts: Counts
    parts: Sequence[Part]
    whole: bool
    lessons: Sequence[Any]


def owned(viewer: Viewer, now: datetime) -> Condition:
    """Reviews of a unit that the viewer sees: his own, or one below or beside it."""
    below = sa.select(unit.c.key).where(sees_unit(viewer, now.astimezone(ZONE).date()))
    return review.c.unit_key.in_(below)


def seen_by(viewer: Viewer, now: datetime) -> Condition:
    """The same, and those his units were asked to contribute to."""
    keys = sorted(viewer.unit_keys())
    asked = sa.select(review_part.c.review_key).where(review_part.c.unit_key.in_(keys))
    return sa.or_(owned(viewer, now), review.c.key.in_(asked))


def reviews(session: Session, viewer: Viewer, now: datetime, page: int = 1) -> ReviewList:
    """A page of what a viewer sees: what is open, due first at the top; then what is closed, newest first."""
    seen, is_open = seen_by(viewer, now), review.c.closed_at.is_(None)
    counted = sa.select(sa.func.count()).select_from(review).where(seen)
    at = leaf(session.execute(counted).scalar_one(), page, PAGE)
    first_due = sa.case((is_open, review.c.due_at))
    rows = session.execute(
        REVIEWS.where(seen)
        .order_by(~is_open, first_due, review.c.due_at.desc(), review.c.key)
        .limit(PAGE)
        .offset(at.before)
    ).all()
    counts = _counts(session, [row.key for row in rows])
    lines = [
        ReviewLine(row, state_of(row, counts.get(row.key, NONE), now), counts.get(row.key, NONE))
        for row in rows
    ]
    return ReviewList(lines, at)


def review_case(session: Session, viewer: Viewer, key: int, now: datetime) -> ReviewCase:
    """All that the page of a review shows. NotYours unless the viewer may see it."""
    row = session.execute(REVIEWS.where(review.c.key == key, seen_by(viewer, now))).one_or_none()
    if row is None:
        raise NotYours
    whole = session.execute(sa.select(review.c.key).where(review.c.key == key, owned(viewer, now))).first()
    counts = _counts(session, [key]).get(key, NONE)
    keys = viewer.unit_keys()
    return ReviewCase(
        row=row,
        state=state_of(row, counts, now),
        counts=counts,
        parts=[
            Part(part, outcome_of(part, now))
            for part in parts_of(session, key)
            if whole is not None or part.unit_key in keys
        ],
        whole=whole is not None,
        lessons=lessons_of(session, key),
    )


def state_of(row: Any, counts: Counts, now: datetime) -> State:
    """Where a review stands: exactly one state at a time."""
    if row.closed_at is not None:
        return "closed"
    if row.approved_at is not None:
        return "following"
    if row.outlined_at is None:
        return "outlining"
    collecting = counts.sent < counts.asked and now < from_json(row.dates["collect_until"]).at
    return "collecting" if collecting else "consolidating"


def outcome_of(part: Any, now: datetime) -> Outcome:
    """How a part came out; a sent one is judged by its head's approval."""
    if part.sent_at is not None:
        return "on_time" if part.sent_at <= part.due_at else "late"
    if part.closes_at <= now:
        return "missing"
    return "overdue" if part.due_at < now else "waiting"


NONE = Counts(0, 0, 0, 0)


def _counts(session: Session, keys: Sequence[int]) -> Mapping[int, Counts]:
    parts = session.execute(
        sa.select(
            review_part.c.review_key,
            sa.func.count().label("asked"),
            sa.func.count(review_part.c.sent_at).label("sent"),
        )
        .where(review_part.c.review_key.in_(keys))
        .group_by(review_part.c.review_key)
    ).all()
    lessons = session.execute(
        sa.select(
            review_lesson.c.review_key,
            sa.func.count().label("lessons"),
            sa.func.count(direction.c.closed_at).label("done"),
        )
        .join(direction, direction.c.key == review_lesson.c.direction_key)
        .where(review_lesson.c.review_key.in_(keys))
        .group_by(review_lesson.c.review_key)
    ).all()
    asked = {row.review_key: (row.asked, row.sent) for row in parts}
    work = {row.review_key: (row.lessons, row.done) for row in lessons}
    return {key: Counts(*asked.get(key, (0, 0)), *work.get(key, (0, 0))) for key in keys}
