"""For operators: what /metrics says, in words."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.words import level_words
from web.edge import reading
from web.errors import NotHere
from web.gate import Visited
from workflows.standing import standing

router = APIRouter()


@router.get("/status")
@reading
def show_status(visit: Visited, *, session: Session) -> Response:
    """How the installation runs. There is no such page for anybody but an operator."""
    if not visit.viewer.is_operator:
        raise NotHere
    found = standing(session, visit.now)
    levels = [(visit.pick(level_words(level)), count) for level, count in found.overdue.items() if count]
    return visit.page("status.html", found=found, levels=levels)
