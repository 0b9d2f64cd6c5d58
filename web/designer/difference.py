"""What changes: a draft beside what is in force, a version of it, or what somebody else wrote."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.pictures import picture_of_difference
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.differences import IN_FORCE, compare_draft

router = APIRouter()


@router.get("/designer/drafts/{key}/changes")
@reading
def show_changes(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The difference drawn and in words; `from` says from what: deployed, base, mine, or the number of a version."""
    against = visit.request.query_params.get("from", IN_FORCE)
    found = compare_draft(session, visit.viewer, key, against, now=visit.now)
    name = visit.pick(found.before.name)
    title = visit.gettext("What changes in %(file)s") % {"file": found.draft.name}
    pictures = picture_of_difference(
        found.difference, found.before.content, bytes(found.draft.content), visit.language, title
    )
    return visit.page(
        "designer/difference.html",
        found=found,
        against=against,
        before_name=name,
        title=title,
        pictures=pictures,
    )
