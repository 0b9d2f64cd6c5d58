"""What was told to the reader's offices; opening a notice, or marking it as read, is remembered once."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import see_other
from workflows.notices import follow, mark_opened, notices

router = APIRouter()


@router.get("/notices")
@reading
def show_notices(visit: Visited, after: str = "", *, session: Session) -> Response:
    """Unread ones first, then newest first."""
    found = notices(session, visit.viewer, cursor=after)
    return visit.page("notices.html", found=found, first=bool(after))


@router.get("/notices/{key}")
@writing
def follow_notice(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """Go on to what a notice is about; it is read by that."""
    return see_other(follow(session, visit.viewer, key, now=visit.now) or "/notices")


@router.post("/notices/read")
@writing
def mark_read(visit: Visited, form: Posted, *, session: Session) -> Response:
    """The notices that were on the page have been read."""
    keys = {number_in(value) for name, value in form if name == "notice"}
    mark_opened(session, visit.viewer, keys, now=visit.now)
    return see_other("/notices")
