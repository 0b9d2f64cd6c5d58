"""For operators: what could not go on by itself, why, and a button to try it again."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.labels import label
from periods.windows import period
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey
from web.visit import see_other
from workflows.incidents import open_incidents, retry

router = APIRouter()


@router.get("/incidents")
@reading
def show_incidents(visit: Visited, *, session: Session) -> Response:
    """The open incidents, oldest first."""
    total, found = open_incidents(session, visit.viewer)
    windows = {one.key: label(period(one.period), visit.language) for one in found if one.period}
    return visit.page("incidents.html", total=total, incidents=found, windows=windows)


@router.post("/incidents/{key}/retry")
@writing
def retry_incident(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """Try again what failed; if it fails again, it comes back as a new incident."""
    retry(session, visit.viewer, key, now=visit.now)
    return see_other("/incidents")
