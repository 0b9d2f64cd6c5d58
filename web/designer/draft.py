"""The page of one draft: an editor as an island of script, and what the page can do without one."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.files import as_download
from web.designer.island_files import island_files
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.rights import find_draft, may_write

router = APIRouter()


@router.get("/designer/drafts/{key}")
@reading
def show_draft(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The editor; the island finds all addresses on its element."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    return visit.page(
        "designer/draft.html",
        draft=draft,
        may_write=may_write(draft) and draft.removed_at is None,
        editor=island_files(draft.kind),
    )


@router.get("/designer/drafts/{key}/file")
@reading
def send_file(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The draft as a file, for the tools of others."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    return as_download(draft.name, draft.kind, bytes(draft.content))
