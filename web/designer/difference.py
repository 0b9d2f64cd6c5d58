"""What changes: a draft beside what is in force, a version of it, or what somebody else wrote."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.pictures import drawn_safely
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.differences import compare_draft
from workflows.designer.drawn import draw_difference
from workflows.designer.versions import DEPLOYED

router = APIRouter()


@router.get("/designer/drafts/{key}/changes")
@reading
def show_changes(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The difference drawn and in words; `from` says from what: deployed, base, mine, a version or a kept day."""
    against = visit.request.query_params.get("from", DEPLOYED)
    found = compare_draft(session, visit.viewer, key, against, now=visit.now)
    title = visit.gettext("What changes in %(file)s") % {"file": found.draft.name}
    after = bytes(found.draft.content)
    pictures = draw_difference(found.difference, found.before, after, visit.language, title)
    return visit.page(
        "designer/difference.html",
        found=found,
        before_name=visit.pick(found.against.name),
        title=title,
        pictures=drawn_safely(pictures),
    )
