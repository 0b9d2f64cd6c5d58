"""The front door: work comes first."""

from fastapi import APIRouter
from fastapi.responses import Response

from web.visit import see_other

router = APIRouter()


@router.get("/")
def front() -> Response:
    """Signed in, one wants the list of tasks."""
    return see_other("/tasks")
