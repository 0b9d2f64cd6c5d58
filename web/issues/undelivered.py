"""Answers that have not reached whoever waits for them, of the reader's units."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from workflows.delivery.rows import undelivered
from workflows.delivery.words import delivery_title

router = APIRouter()


@router.get("/issues/undelivered")
@reading
def show_undelivered(visit: Visited, *, session: Session) -> Response:
    """What somebody has to tell, first due first, and what was given up. Costs two ranges of fifty rows."""
    found, distances = undelivered(session, visit.viewer), Distances(session, visit)
    return visit.page(
        "issues/undelivered.html",
        found=found,
        waiting=[
            (row, delivery_title(row), distances.words(row.due_at), row.due_at < visit.now)
            for row in found.waiting
        ],
        given_up=[(row, delivery_title(row)) for row in found.given_up],
    )
