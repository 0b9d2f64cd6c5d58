"""Hot spots: what is urgent, where many issues came in a few days, and which service incidents run."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.boards.lines import lines_of_lists
from web.edge import reading
from web.gate import Visited
from web.issues.states import state_tag
from web.keys import RowKey
from workflows.boards.hot import hot_spots, place_of
from workflows.errors import NotYours
from workflows.issues.words import title_in_register
from workflows.response.begin import beginning_posts

router = APIRouter()


@router.get("/hot-spots")
@reading
def show_hot_spots(visit: Visited, *, session: Session) -> Response:
    """Of the reader's units and all below."""
    found = hot_spots(session, visit.viewer, visit.now)
    urgent, running = lines_of_lists(session, visit, found.urgent, found.running)
    most = max((place.issues for place in found.places), default=1)
    return visit.page(
        "boards/hot_spots.html",
        found=found,
        urgent=urgent,
        running=running,
        may_begin=bool(beginning_posts(visit.viewer)),
        widths=[100 * place.issues / most for place in found.places],
    )


@router.get("/hot-spots/{key}")
@reading
def show_hot_spot(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """One of them with the issues that made it, the newest first."""
    found = place_of(session, visit.viewer, key, visit.now)
    if found is None:
        raise NotYours
    place, newest = found
    issues = [(visit.pick(title_in_register(row)), row, state_tag(row.state)) for row in newest]
    return visit.page("boards/hot_spot.html", place=place, issues=issues)
