"""The designer's first page: what is in force, and which changes are under way; and beginning a change."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.errors import OrganisationError
from web.designer.words import KIND_NAMES, STATES
from web.edge import reading, writing
from web.gate import Visited
from web.keys import number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.designer.adding import add_blank, add_deployed
from workflows.designer.changes import LONGEST_TITLE, open_change
from workflows.designer.in_force import deployed_file, in_force, title_of
from workflows.designer.listing import SHOWN, all_changes, changes_under_way
from workflows.designer.places import own_places, place_for
from workflows.designer.rights import owns_any, require_look, require_owner
from workflows.errors import Refused

router = APIRouter()


@router.get("/designer")
@reading
def show_front(visit: Visited, *, session: Session) -> Response:
    """What is deployed, by kind, and the changes that the reader sees."""
    require_look(visit.viewer)
    files = in_force(session)
    return visit.page(
        "designer/front.html",
        groups=[(kind, [file for file in files if file.kind == kind]) for kind in KIND_NAMES],
        changes=changes_under_way(session, visit.viewer, visit.now),
        may_change=owns_any(visit.viewer),
    )


@router.get("/designer/changes")
@reading
def show_changes(visit: Visited, before: str = "", *, session: Session) -> Response:
    """Every change that the reader sees, also those that have ended, the last opened first."""
    found = all_changes(session, visit.viewer, visit.now, number_in(before) or None)
    shown = found[:SHOWN]
    return visit.page(
        "designer/changes.html",
        changes=[(row, *STATES[row.state]) for row in shown],
        first="/designer/changes" if before else None,
        more=f"/designer/changes?before={shown[-1].key}" if len(found) > SHOWN else None,
    )


@router.post("/designer/changes")
@writing
def begin_with_file(visit: Visited, form: Posted, *, session: Session) -> Response:
    """Open a change with a first draft of a file in force; it is called after that file until it is renamed."""
    require_owner(visit.viewer)
    file = deployed_file(session, number_in(form.first("file")))
    place = place_for(session, visit.viewer, "", visit.now)
    title = visit.pick(title_of(file))[:LONGEST_TITLE]
    change = open_change(session, visit.viewer, title, place, now=visit.now)
    draft = add_deployed(session, visit.viewer, change, file.key, now=visit.now)
    return see_other(f"/designer/drafts/{draft}")


@router.get("/designer/new")
def show_new(visit: Visited) -> Response:
    """The page on which a new diagram, table or form is begun."""
    require_owner(visit.viewer)
    return _new_page(visit)


@router.post("/designer/new")
def begin_new(visit: Visited, form: Posted) -> Response:
    """Open a change with a blank file. What is refused stays in its fields."""
    given = {name: form.first(name) for name in ("title", "kind", "unit")}
    try:
        draft = visit.parts.database.transact(lambda session: _begin(session, visit, given))
    except (Refused, OrganisationError) as refused:
        field = "unit" if isinstance(refused, OrganisationError) else "title"
        return _new_page(visit, given, problem=(field, visit.pick(refused.text)))
    return see_other(f"/designer/drafts/{draft}")


def _begin(session: Session, visit: Visit, given: dict[str, str]) -> int:
    place = place_for(session, visit.viewer, given["unit"], visit.now)
    change = open_change(session, visit.viewer, given["title"], place, now=visit.now)
    return add_blank(session, visit.viewer, change, given["kind"], given["title"], now=visit.now)


def _new_page(
    visit: Visit, given: dict[str, str] | None = None, problem: tuple[str, str] = ("", "")
) -> Response:
    return visit.page(
        "designer/new.html",
        status=422 if problem[0] else 200,
        given=given or {"title": "", "kind": "bpmn", "unit": ""},
        kinds=[(kind, visit.pick(words)) for kind, words in KIND_NAMES.items()],
        places=own_places(visit.viewer),
        problem=problem,
        has_problems=bool(problem[0]),
    )
