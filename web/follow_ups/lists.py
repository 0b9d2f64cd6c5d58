"""The months that were controlled, for the units of the reader, and when the next one opens."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.edge import reading
from web.gate import Visited
from workflows.follow_up.finding import lists_of, total_of
from workflows.follow_up.plan import planned_month
from workflows.follow_up.words import month_words

router = APIRouter()


@router.get("/follow-ups")
@reading
def show_follow_ups(visit: Visited, *, session: Session) -> Response:
    """Newest month first, two years of them at most."""
    plan = planned_month(session)
    return visit.page(
        "follow_ups/list.html",
        lines=[
            {"row": row, "month": visit.pick(month_words(row.month)), "total": total_of(row)}
            for row in lists_of(session, visit.viewer)
        ],
        opens=from_json(plan.dates["opens"]) if plan else None,
    )
