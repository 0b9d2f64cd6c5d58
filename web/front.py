"""The front door: work comes first, and for whoever leads a unit the view of the morning."""

from fastapi import APIRouter
from fastapi.responses import Response

from web.gate import Visited
from web.visit import see_other
from workflows.boards.morning import leads

router = APIRouter()


@router.get("/")
def front(visit: Visited) -> Response:
    """A leader wants to know what changed; everybody else wants the list of tasks."""
    return see_other("/morning" if leads(visit.viewer) else "/tasks")
