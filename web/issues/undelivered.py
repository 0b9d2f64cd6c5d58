"""Answers that have not arrived, of the reader's units, and how those of an issue went back."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.delivery.rows import deliveries_of, undelivered
from workflows.delivery.words import delivery_title
from workflows.errors import NotYours
from workflows.issues.parties import may_see
from workflows.issues.record import issue_row
from workflows.issues.words import issue_title

router = APIRouter()
ADDRESS = "/issues/undelivered"


@router.get(ADDRESS)
@reading
def show_undelivered(visit: Visited, page: int = 1, *, session: Session) -> Response:
    """What somebody has to tell, first due first, and what was given up: one page of each."""
    found, distances = undelivered(session, visit.viewer, page), Distances(session, visit)
    longest = max(found.waiting.leaf, found.given_up.leaf, key=lambda leaf: leaf.pages)
    waiting, given_up = (
        one.rows if one.leaf.number == longest.number else () for one in (found.waiting, found.given_up)
    )
    return visit.page(
        "issues/undelivered.html",
        found=found,
        waiting=[
            (row, delivery_title(row), distances.words(row.due_at), row.due_at < visit.now) for row in waiting
        ],
        given_up=[(row, delivery_title(row)) for row in given_up],
        first=ADDRESS if longest.number > 1 else None,
        more=f"{ADDRESS}?page={longest.number + 1}" if longest.number < longest.pages else None,
    )


@router.get("/issues/{key}/deliveries")
@reading
def show_deliveries(key: RowKey, visit: Visited, page: int = 1, *, session: Session) -> Response:
    """How the answers to an issue went back, to the units that are party to it."""
    if not may_see(session, visit.viewer, key):
        raise NotYours
    deliveries, address = deliveries_of(session, key, page), f"/issues/{key}/deliveries"
    at = deliveries.leaf
    return visit.page(
        "issues/deliveries.html",
        key=key,
        title=visit.pick(issue_title(issue_row(session, key))),
        deliveries=deliveries,
        first=address if at.number > 1 else None,
        more=f"{address}?page={at.number + 1}" if at.number < at.pages else None,
    )
