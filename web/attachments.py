"""The files beside a draft: added and taken off on a page of the task, had again by whoever may see the matter."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from database.session import Session
from periods.labels import label
from periods.windows import period
from web.edge import reading, writing
from web.gate import Visited
from web.keys import RowKey
from web.uploads import Upload, Uploaded
from web.visit import Visit, see_other
from workflows.attachments.adding import MEGA, attach, detach, examine, too_large
from workflows.attachments.finding import find_attachment, in_draft, parts_of
from workflows.attachments.kinds import TAKEN
from workflows.attachments.refused import FileRefused
from workflows.errors import Refused, StalePage
from workflows.matter_lines import line_of_task
from workflows.open_task import TaskFacts, find_task

router = APIRouter()

DONE = frozenset({"attached", "detached"})
SEALED = "default-src 'none'; sandbox"
"""Whatever a browser does with a download, nothing in it may run or fetch."""

NONE_CHOSEN: Mapping[str, str] = {
    "vi": "Chọn một tệp rồi bấm Thêm tệp này.",
    "en": "Choose a file, then press Add.",
}


@router.get("/tasks/{key}/attachments")
@reading
def show_attachments(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The files of a draft, with what adds one and takes one off."""
    return _page(session, visit, key, done=visit.done(DONE))


@router.post("/tasks/{key}/attachments")
def add_attachment(key: RowKey, visit: Visited, upload: Uploaded) -> Response:
    """Add a file to a draft. What is refused is said above the field; the draft stays as it was."""
    try:
        _add(key, visit, upload)
    except (FileRefused, Refused, StalePage) as refused:
        with visit.parts.database.read() as session:
            status = 409 if isinstance(refused, StalePage) else 422
            return _page(session, visit, key, problem=visit.pick(refused.text), status=status)
    return see_other(f"/tasks/{key}/attachments?done=attached")


def _add(key: int, visit: Visit, upload: Upload) -> None:
    limits = visit.parts.settings.files
    if upload.too_large:
        raise too_large(limits)
    if upload.file is None:
        raise FileRefused(**NONE_CHOSEN)
    examined = examine(upload.file, upload.name, limits)
    file = upload.file
    visit.parts.database.transact(
        lambda session: attach(session, visit.viewer, key, examined, file, limits=limits, now=visit.now)
    )


@router.post("/tasks/{key}/attachments/{attachment}/removal")
@writing
def remove_attachment(key: RowKey, attachment: RowKey, visit: Visited, *, session: Session) -> Response:
    """Take a file off a draft; what was sent before keeps it."""
    detach(session, visit.viewer, key, attachment)
    return see_other(f"/tasks/{key}/attachments?done=detached")


@router.get("/attachments/{key}")
def send_attachment(key: RowKey, visit: Visited) -> Response:
    """A file, to be kept and never shown in the browser: it may say anything, in any of its formats."""
    database = visit.parts.database
    with database.read() as session:
        found = find_attachment(session, visit.viewer, key, visit.now)
    plain = found.name.encode("ascii", "replace").decode().replace("?", "_")
    headers = {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-length": str(found.bytes),
        "content-security-policy": SEALED,
        "cache-control": "private, no-store",
    }
    return StreamingResponse(parts_of(database, found.sha256), media_type=found.media_type, headers=headers)


def _called(session: Session, facts: TaskFacts) -> Mapping[str, str]:
    title = line_of_task(session, facts.row).title
    return {language: f"{step}, {title[language]}" for language, step in facts.name.items()}


def _page(
    session: Session, visit: Visit, key: int, *, done: str = "", problem: str = "", status: int = 200
) -> Response:
    facts = find_task(session, visit.viewer, key)
    limits = visit.parts.settings.files
    files = in_draft(session, facts.place) if facts.keeps_draft else ()
    return visit.page(
        "attachments.html",
        status=status,
        facts=facts,
        files=files,
        writable=facts.open and facts.may_act and facts.keeps_draft,
        window=label(period(facts.report.period), visit.language) if facts.of_report else "",
        title=visit.pick(_called(session, facts)),
        done=done,
        problem=problem,
        has_problems=bool(problem),
        kinds=TAKEN,
        limits=limits,
        mega=MEGA,
    )
