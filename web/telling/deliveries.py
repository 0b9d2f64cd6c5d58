"""For operators: what leaves the house, how far it is, why it did not go, and a button to try again."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.visit import see_other
from workflows.outward import VIEWS, outward, retry_delivery

router = APIRouter()


@router.get("/deliveries")
@reading
def show_deliveries(visit: Visited, *, session: Session) -> Response:
    """Mails and calls, newest first: those that are stuck before those that wait, and those that were sent."""
    asked = visit.request.query_params
    wanted = asked.get("show", "")
    view = wanted if wanted in VIEWS else VIEWS[0]
    found = outward(session, visit.viewer, view=view, before=number_in(asked.get("before", "")) or None)
    return visit.page("deliveries.html", found=found, view=view, views=VIEWS, before=asked.get("before"))


@router.post("/deliveries/{key}/retry")
@writing
def retry(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """Try again at once."""
    retry_delivery(session, visit.viewer, key, now=visit.now)
    return see_other("/deliveries")
