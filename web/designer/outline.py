"""A diagram, table or form in words, to be read aloud or printed: a draft, or a file that is or was in force."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.pictures import picture_of
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.visit import Visit
from workflows.designer.in_force import deployed_file
from workflows.designer.outlines import in_words
from workflows.designer.rights import find_draft, require_look

router = APIRouter()


@router.get("/designer/drafts/{key}/outline")
@reading
def outline_draft(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """A draft as it was last saved."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    return _page(visit, draft, draft=draft)


@router.get("/designer/files/{key}/outline")
@reading
def outline_file(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """A file that is deployed, or was once."""
    require_look(visit.viewer)
    return _page(visit, deployed_file(session, key), draft=None)


def _page(visit: Visit, file: Any, *, draft: Any) -> Response:
    content = bytes(file.content)
    title = visit.gettext("%(file)s in words") % {"file": file.name}
    pictures = picture_of(content, visit.language, title) if file.kind == "bpmn" else []
    told = in_words(file.kind, content)
    return visit.page(
        "designer/outline.html", file=file, draft=draft, told=told, title=title, pictures=pictures
    )
