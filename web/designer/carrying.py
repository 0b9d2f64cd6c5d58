"""Files and packages that come into a change, and the package of a change."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.errors import OrganisationError
from web.designer.files import as_download
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.uploads import Upload, Uploaded
from web.visit import Visit, see_other
from workflows.designer.blank import id_for
from workflows.designer.changes import open_change
from workflows.designer.packages.exporting import export_change
from workflows.designer.packages.importing import Examined, bring_in, examine
from workflows.designer.places import place_for
from workflows.designer.rights import find_change, require_owner, require_writable
from workflows.errors import Refused, StalePage

router = APIRouter()
NONE_CHOSEN = {
    "vi": "Chọn một tệp .bpmn, .dmn, .form hoặc một gói .zip, rồi bấm Nhập.",
    "en": "Choose a .bpmn, .dmn or .form file or a package (.zip), then press Import.",
}
TOO_LARGE = {
    "vi": "Tệp lớn hơn mức hệ thống nhận. Chia gói thành nhiều gói nhỏ hơn.",
    "en": "The file is larger than is taken here. Split the package into smaller ones.",
}


@router.get("/designer/import")
def show_import(visit: Visited) -> Response:
    """The page on which a file or package becomes a change of its own."""
    require_owner(visit.viewer)
    return _page(visit, None)


@router.post("/designer/import")
def import_as_change(visit: Visited, upload: Uploaded) -> Response:
    """Open a change with what came; it is called as the package is. What is refused is said; nothing is opened."""
    require_owner(visit.viewer)
    try:
        came = _examined(upload)
        change = visit.parts.database.transact(lambda session: _open(session, visit, came))
    except (Refused, OrganisationError) as refused:
        return _page(visit, None, problem=visit.pick(refused.text))
    return see_other(f"/designer/changes/{change}?done=imported")


def _open(session: Session, visit: Visit, came: Examined) -> int:
    place = place_for(session, visit.viewer, "", visit.now)
    change = open_change(session, visit.viewer, came.title, place, now=visit.now)
    bring_in(session, visit.viewer, change, came, now=visit.now)
    return change


@router.get("/designer/changes/{key}/import")
@reading
def show_import_into(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The page on which a file or package is laid into a change."""
    row = find_change(session, visit.viewer, key, visit.now)
    require_writable(row)
    return _page(visit, row)


@router.post("/designer/changes/{key}/import")
def import_into(key: RowKey, visit: Visited, upload: Uploaded) -> Response:
    """Lay what came into a change. What is refused is said; the change stays as it was."""
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
        require_writable(row)
    try:
        came = _examined(upload)
        visit.parts.database.transact(
            lambda session: bring_in(session, visit.viewer, key, came, now=visit.now)
        )
    except (Refused, StalePage) as refused:
        return _page(visit, row, problem=visit.pick(refused.text))
    return see_other(f"/designer/changes/{key}?done=imported")


def _examined(upload: Upload) -> Examined:
    if upload.too_large:
        raise Refused(**TOO_LARGE)
    if upload.file is None:
        raise Refused(**NONE_CHOSEN)
    return examine(upload.file, upload.name)


def _page(visit: Visit, row: Any, problem: str = "") -> Response:
    return visit.page(
        "designer/import.html",
        status=422 if problem else 200,
        row=row,
        problem=problem,
        has_problems=bool(problem),
    )


@router.get("/designer/changes/{key}/package.zip")
@reading
def send_package(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The change as a package."""
    row = find_change(session, visit.viewer, key, visit.now)
    content = export_change(session, visit.viewer, key, now=visit.now)
    return as_download(f"{_file_name(row)}.zip", "zip", content)


def _file_name(row: Any) -> str:
    try:
        return id_for(row.title)
    except Refused:
        return f"change_{row.key}"
