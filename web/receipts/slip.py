"""The slip of a receipt, to be printed and handed over; and a contact that its caller wants deleted."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey
from web.visit import see_other
from workflows.callers.contact import forget_contact
from workflows.callers.waiting import slip_of

router = APIRouter()


@router.get("/issues/{key}/receipts/{source}")
@reading
def show_slip(key: RowKey, source: RowKey, visit: Visited, *, session: Session) -> Response:
    """The slip, to the unit that took the issue down."""
    slip = slip_of(session, visit.viewer, key, source)
    return visit.page(
        "receipts/slip.html", key=key, slip=slip, address=f"{visit.parts.settings.public_url}/receipts"
    )


@router.post("/issues/{key}/receipts/{source}/contact/removal")
@writing
def remove_contact(key: RowKey, source: RowKey, visit: Visited, *, session: Session) -> Response:
    """Delete the contact of a caller who wishes so."""
    forget_contact(session, visit.viewer, key, source)
    return see_other(f"/issues/{key}?done=forgotten")
