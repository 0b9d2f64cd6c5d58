"""The page of one change: its drafts, and what can be done with them."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.authors import author_words
from workflows.designer.checking import findings_of_change
from workflows.designer.listing import drafts_of
from workflows.designer.rights import find_change, may_write

router = APIRouter()


@router.get("/designer/changes/{key}")
@reading
def show_change(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The drafts with the number of their findings."""
    row = find_change(session, visit.viewer, key, visit.now)
    drafts = drafts_of(session, key)
    findings = findings_of_change(session, visit.parts.host, drafts)
    return visit.page(
        "designer/change.html",
        row=row,
        drafts=[(draft, author_words(draft), findings[draft.name]) for draft in drafts],
        may_write=may_write(visit.viewer, row),
    )
