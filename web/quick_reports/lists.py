"""Quick reports that my unit got, and those that it has sent."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.visit import Visit
from workflows.issues.channels import URGENCIES
from workflows.issues.raising import MAY_RAISE
from workflows.quick_report.finding import Side, how_many, quick_reports
from workflows.quick_report.words import STATES, quick_title

router = APIRouter()
SIDES: tuple[Side, Side] = ("got", "sent")


@router.get("/quick-reports")
@reading
def list_quick_reports(
    visit: Visited, side: str = "", state: str = "", after: str = "", *, session: Session
) -> Response:
    """One side at a time, the newest first; of one that only sends, what it has sent."""
    waiting = how_many(session, visit.viewer)
    usual: Side = "sent" if waiting["sent"] and not waiting["got"] else "got"
    chosen = next((one for one in SIDES if one == side), usual)
    over = state == "over"
    found = quick_reports(session, visit.viewer, chosen, over=over, cursor=after)
    return visit.page(
        "quick_reports/list.html",
        side=chosen,
        over=over,
        rows=found.rows,
        title_of=quick_title,
        urgencies=URGENCIES,
        state_words=STATES,
        distance=Distances(session, visit).words,
        sides=[(_address(one), _words(visit, one), waiting[one], one == chosen) for one in SIDES],
        states=[
            (_address(chosen), visit.gettext("Being followed up"), None, not over),
            (_address(chosen, over=True), visit.gettext("Over"), None, over),
        ],
        first=_address(chosen, over=over) if after else None,
        more=_address(chosen, over=over, after=found.next_cursor) if found.next_cursor else None,
        may_send=any(post.unit_key and post.role in MAY_RAISE for post in visit.viewer.postings),
    )


def _words(visit: Visit, side: Side) -> str:
    return {"got": visit.gettext("What my unit got"), "sent": visit.gettext("What my unit has sent")}[side]


def _address(side: Side, *, over: bool = False, after: str = "") -> str:
    asked = {"side": side, "state": "over" if over else "", "after": after}
    return "/quick-reports?" + urlencode({name: value for name, value in asked.items() if value})
