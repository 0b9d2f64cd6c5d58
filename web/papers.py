"""The papers of matters, for those who may see the matter."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from workflows.papers import find_paper

router = APIRouter()


@router.get("/papers/{key}.pdf")
@reading
def send_paper(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """A paper as it was made."""
    content, name = find_paper(session, visit.viewer, key, visit.now)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)
