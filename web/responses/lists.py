"""Service incidents of the reader's units and below: those that run first, then those that are closed."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from workflows.response.begin import beginning_posts
from workflows.response.finding import responses
from workflows.response.words import OUTCOMES, STATES, response_title

router = APIRouter()


@router.get("/responses")
@reading
def list_responses(visit: Visited, state: str = "", after: str = "", *, session: Session) -> Response:
    """One state at a time, the newest first."""
    closed = state == "closed"
    found = responses(session, visit.viewer, closed=closed, now=visit.now, cursor=after)
    return visit.page(
        "responses/list.html",
        closed=closed,
        rows=found.rows,
        title_of=response_title,
        state_words=STATES,
        outcomes=OUTCOMES,
        distance=Distances(session, visit).words,
        states=[
            (_address(), visit.gettext("Under way"), None, not closed),
            (_address(closed=True), visit.gettext("Closed"), None, closed),
        ],
        first=_address(closed=closed) if after else None,
        more=_address(closed=closed, after=found.next_cursor) if found.next_cursor else None,
        may_begin=bool(beginning_posts(visit.viewer)),
    )


def _address(*, closed: bool = False, after: str = "") -> str:
    asked = {"state": "closed" if closed else "", "after": after}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"/responses?{said}" if said else "/responses"
