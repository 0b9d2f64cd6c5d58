"""What my unit is asked, and what it calls for."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.visit import Visit
from workflows.data_call.finding import Side, answers, calls, how_many
from workflows.data_call.targets import calling_posts
from workflows.data_call.words import call_title, stands

router = APIRouter()
SIDES: tuple[Side, Side] = ("asked", "calling")


@router.get("/data-calls")
@reading
def list_data_calls(
    visit: Visited, side: str = "", state: str = "", after: str = "", *, session: Session
) -> Response:
    """One side at a time: what is to be answered first, unless the viewer's unit only calls."""
    waiting, may_call = how_many(session, visit.viewer), bool(calling_posts(visit.viewer))
    chosen = next((one for one in SIDES if one == side), _first(waiting, may_call=may_call))
    closed = state == "closed"
    listed = answers if chosen == "asked" else calls
    found = listed(session, visit.viewer, closed=closed, cursor=after)
    return visit.page(
        "data_calls/list.html",
        side=chosen,
        closed=closed,
        rows=found.rows,
        title_of=call_title,
        stands=lambda part: stands(part, visit.now),
        distance=Distances(session, visit).words,
        sides=[(_address(one), _words(visit, one), waiting[one], one == chosen) for one in SIDES],
        states=[
            (_address(chosen), visit.gettext("Open"), None, not closed),
            (_address(chosen, closed=True), visit.gettext("Closed"), None, closed),
        ],
        first=_address(chosen, closed=closed) if after else None,
        more=_address(chosen, closed=closed, after=found.next_cursor) if found.next_cursor else None,
        may_call=may_call,
    )


def _first(waiting: dict[Side, int], *, may_call: bool) -> Side:
    return "calling" if may_call and not waiting["asked"] else "asked"


def _words(visit: Visit, side: Side) -> str:
    return {
        "asked": visit.gettext("What my unit is asked"),
        "calling": visit.gettext("What my unit calls for"),
    }[side]


def _address(side: Side, *, closed: bool = False, after: str = "") -> str:
    asked = {"side": side, "state": "closed" if closed else "", "after": after}
    return "/data-calls?" + urlencode({name: value for name, value in asked.items() if value})
