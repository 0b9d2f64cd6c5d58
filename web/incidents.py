"""For operators: what could not go on by itself, why, and buttons to try it again."""

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.labels import label
from periods.windows import period
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.incidents import Incident, open_incidents, retry, retry_chosen

router = APIRouter()


@router.get("/incidents")
@reading
def show_incidents(visit: Visited, after: RowKey | None = None, *, session: Session) -> Response:
    """The open incidents, oldest first, and what became of those tried again."""
    found = open_incidents(session, visit.viewer, after=after or 0)
    shown = [*found.rows, *(one.incident for one in found.tried)]
    return visit.page("incidents.html", found=found, first=after is not None, windows=_windows(visit, shown))


@router.post("/incidents/retry")
@writing
def retry_several(visit: Visited, form: Posted, *, session: Session) -> Response:
    """Try again what was chosen."""
    keys = [number_in(value) for name, value in form if name == "incident"]
    retry_chosen(session, visit.viewer, keys, now=visit.now)
    return see_other("/incidents")


@router.post("/incidents/{key}/retry")
@writing
def retry_incident(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """Try again what failed; if it fails again, it comes back as a new incident."""
    retry(session, visit.viewer, key, now=visit.now)
    return see_other("/incidents")


def _windows(visit: Visit, shown: Iterable[Incident]) -> dict[int, str]:
    return {one.key: label(period(one.period), visit.language) for one in shown if one.period}
