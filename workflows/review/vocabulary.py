"""What the diagrams of reviews ask for: the units that contribute, and the work that the lessons are."""

from collections.abc import Callable
from typing import Any

from engine.host import CallContext
from workflows.review.rows import lessons_of, parts_of


def review_parts(context: CallContext) -> Callable[..., Any]:
    """`review_parts(review)`: the parts that units are asked for, each with its dates."""

    def found(review: Any) -> list[dict[str, Any]]:
        return [
            {
                "unit": row.handle,
                "review_part": row.key,
                "due": row.due_at.isoformat(),
                "closes": row.closes_at.isoformat(),
            }
            for row in parts_of(context.session, int(review))
        ]

    return found


def review_lessons(context: CallContext) -> Callable[..., Any]:
    """`review_lessons(review)`: the directions that its lessons have become."""

    def found(review: Any) -> list[dict[str, Any]]:
        return [
            {
                "unit": row.to_handle,
                "direction": row.key,
                "due": row.due_at.isoformat(),
                "checked_by": row.checked_by,
            }
            for row in lessons_of(context.session, int(review))
        ]

    return found
