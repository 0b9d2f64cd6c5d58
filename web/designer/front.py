"""The designer's first page: what is in force, and which changes are under way."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading, writing
from web.gate import Visited
from web.keys import number_in
from web.posted import Posted
from web.visit import see_other
from workflows.designer.changes import open_change
from workflows.designer.drafts import add_draft
from workflows.designer.in_force import file_in_force, in_force
from workflows.designer.listing import changes_under_way
from workflows.designer.rights import owns_any, require_look

router = APIRouter()


@router.get("/designer")
@reading
def show_front(visit: Visited, *, session: Session) -> Response:
    """What is deployed, by kind, and the changes that the reader sees."""
    require_look(visit.viewer)
    files = in_force(session)
    return visit.page(
        "designer/front.html",
        groups=[(kind, [file for file in files if file.kind == kind]) for kind in ("bpmn", "dmn", "form")],
        changes=changes_under_way(session, visit.viewer, visit.now),
        may_change=owns_any(visit.viewer),
    )


@router.post("/designer/changes")
@writing
def begin_change(visit: Visited, form: Posted, *, session: Session) -> Response:
    """Open a change with a first draft of a file in force."""
    file = file_in_force(session, number_in(form.first("file")))
    unit_key = number_in(form.first("unit")) or None
    change = open_change(session, visit.viewer, form.first("title") or file.name, unit_key, now=visit.now)
    draft = add_draft(
        session,
        visit.viewer,
        change,
        file.name,
        bytes(file.content),
        base_resource_key=file.key,
        now=visit.now,
    )
    return see_other(f"/designer/drafts/{draft}")
