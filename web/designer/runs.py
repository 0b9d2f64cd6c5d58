"""What of a file runs here as it is drawn: shown for a file from elsewhere, and whenever one asks."""

from fastapi import APIRouter
from fastapi.responses import Response

from bpmn.drawing.picture import Mark
from bpmn.kinds import kind_words
from database.session import Session
from web.designer.pictures import picture_of
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.rights import find_draft
from workflows.designer.running import what_runs

router = APIRouter()


@router.get("/designer/drafts/{key}/runs")
@reading
def show_what_runs(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """Every finding by its element, what runs by its kind, and what is only kept."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    found = what_runs(session, visit.parts.host, draft)
    title = visit.gettext("What of %(file)s runs") % {"file": draft.name}
    marks = {element: Mark(*mark) for element, mark in found.marks.items()}
    pictures = picture_of(bytes(draft.content), visit.language, title, marks) if draft.kind == "bpmn" else []
    beside = (
        [(kind_words(kind), count) for kind, count in found.overview.beside.items()] if found.overview else []
    )
    return visit.page(
        "designer/runs.html", draft=draft, found=found, beside=beside, title=title, pictures=pictures
    )
