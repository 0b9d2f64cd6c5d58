"""The page of one draft: an editor as an island of script, and what the page can do without one."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from bpmn.errors import Words
from database.session import Session
from web.designer.files import as_download
from web.designer.island_files import island_files
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.rights import find_draft, require_writable
from workflows.errors import NotYourRole, StalePage

router = APIRouter()
REMOVED = {
    "vi": "Bản nháp này đã được đưa ra khỏi đợt sửa nên chỉ xem được.",
    "en": "This draft was taken out of its change, so it can only be looked at.",
}


@router.get("/designer/drafts/{key}")
@reading
def show_draft(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The editor; the island finds all addresses on its element."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    return visit.page(
        "designer/draft.html",
        draft=draft,
        only_read=_why_only_read(draft),
        editor=island_files(draft.kind),
    )


def _why_only_read(draft: Any) -> Words | None:
    try:
        require_writable(draft)
    except (NotYourRole, StalePage) as refused:
        return refused.text
    return None if draft.removed_at is None else REMOVED


@router.get("/designer/drafts/{key}/file")
@reading
def send_file(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The draft as a file, for the tools of others."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    return as_download(draft.name, draft.kind, bytes(draft.content))
