"""Exceptions first: what is late, what came back, what stands still; nothing that goes its way."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.boards.lines import lines_of_lists
from web.edge import reading
from web.gate import Visited
from workflows.boards.exceptions import exceptions
from workflows.boards.hot import hot_spots

router = APIRouter()


@router.get("/exceptions")
@reading
def show_exceptions(visit: Visited, *, session: Session) -> Response:
    """Of the reader's units and all below, the worst first."""
    found = exceptions(session, visit.viewer, visit.now)
    hot = hot_spots(session, visit.viewer, visit.now, urgent=0, places=0)
    late, returned = lines_of_lists(session, visit, found.late, found.returned)
    return visit.page(
        "boards/exceptions.html",
        found=found,
        hot=hot,
        late=late,
        returned=returned,
    )
