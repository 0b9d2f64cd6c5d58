"""All versions of what is deployed under a name, with the way back to an older one."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.files import as_download
from web.designer.words import KIND_NAMES
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.designer.file_names import usable_name
from workflows.designer.in_force import deployed_file, title_of
from workflows.designer.older import deployed_versions, prepare_return
from workflows.designer.places import place_for
from workflows.designer.rights import owns_any
from workflows.errors import NotYours, Refused

router = APIRouter()


@router.get("/designer/in-force/{kind}/{name}")
@reading
def show_older(kind: str, name: str, visit: Visited, *, session: Session) -> Response:
    """Every version, newest first, with when, by whom and why."""
    return _page(session, visit, kind, name)


@router.get("/designer/in-force/{kind}/{name}/{version}")
@reading
def send_older(kind: str, name: str, version: str, visit: Visited, *, session: Session) -> Response:
    """A deployed version as a file."""
    wanted = number_in(version)
    found = next(
        (
            one
            for one in deployed_versions(session, visit.viewer, kind, name, visit.now)
            if one.version == wanted
        ),
        None,
    )
    if found is None:
        raise NotYours
    file = deployed_file(session, found.resource_key)
    stem, _, suffix = usable_name(file).rpartition(".")
    return as_download(f"{stem}-v{wanted}.{suffix}", kind, bytes(file.content))


@router.post("/designer/in-force/{kind}/{name}")
def go_back(kind: str, name: str, visit: Visited, form: Posted) -> Response:
    """Prepare a change with the content of an older version; nothing is in force before it is deployed."""
    version = number_in(form.first("version"))
    try:
        change = visit.parts.database.transact(lambda session: _prepare(session, visit, kind, name, version))
    except Refused as refused:
        with visit.parts.database.read() as session:
            return _page(session, visit, kind, name, problem=visit.pick(refused.text))
    return see_other(f"/designer/changes/{change}")


def _prepare(session: Session, visit: Visit, kind: str, name: str, version: int) -> int:
    current = deployed_versions(session, visit.viewer, kind, name, visit.now)[0]
    called = visit.pick(title_of(deployed_file(session, current.resource_key)))
    title = visit.gettext("Back to version %(version)s: %(name)s") % {"version": version, "name": called}
    place = place_for(session, visit.viewer, "", visit.now)
    return prepare_return(
        session, visit.viewer, kind, name, version, title=title, unit_key=place, now=visit.now
    )


def _page(session: Session, visit: Visit, kind: str, name: str, problem: str = "") -> Response:
    versions = deployed_versions(session, visit.viewer, kind, name, visit.now)
    file = deployed_file(session, versions[0].resource_key)
    return visit.page(
        "designer/older.html",
        status=422 if problem else 200,
        kind=kind,
        kind_name=visit.pick(KIND_NAMES[kind]),
        name=name,
        title=visit.pick(title_of(file)),
        file=file,
        versions=versions,
        may_change=owns_any(visit.viewer),
        problem=problem,
        has_problems=bool(problem),
    )
