"""The cases that came to my unit, and those of issues that my unit was in charge of."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.oversight.words import state_tag
from workflows.oversight.finding import list_cases
from workflows.oversight.words import oversight_title

router = APIRouter()


@router.get("/oversight")
@reading
def show_cases(visit: Visited, side: str = "", after: str = "", *, session: Session) -> Response:
    """One side at a time; of a unit to which nothing was sent, what was sent of it."""
    sent = side == "sent" or (side != "came" and not list_cases(session, visit.viewer, sent=False).rows)
    found = list_cases(session, visit.viewer, sent=sent, cursor=after)
    distances = Distances(session, visit)
    return visit.page(
        "oversight/list.html",
        sides=[
            (_address("came"), visit.gettext("Sent to my unit"), None, not sent),
            (_address("sent"), visit.gettext("Sent of my unit's issues"), None, sent),
        ],
        lines=[
            {
                "row": row,
                "title": visit.pick(oversight_title(row)),
                "other": row.unit_name if sent else row.from_name,
                "tag": state_tag(visit, row),
                "distance": distances.words(row.due_at) if _waits(row) else "",
                "late": _waits(row) and row.due_at < visit.now,
            }
            for row in found.rows
        ],
        first=_address("sent" if sent else "came") if after else None,
        more=_address("sent" if sent else "came", found.next_cursor) if found.next_cursor else None,
    )


def _waits(row: object) -> bool:
    return getattr(row, "given_at", None) is None and getattr(row, "closed_at", None) is None


def _address(side: str, after: str = "") -> str:
    asked = {name: value for name, value in (("side", side), ("after", after)) if value}
    return f"/oversight?{urlencode(asked)}"
