"""What an editor asks and sends while it is open: the draft's content, its findings, who else is there."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from bpmn.finding import Finding
from database.session import Session
from web.designer.files import SEALED, TYPES
from web.designer.raw import Sent
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey, number_in
from web.visit import Visit
from workflows.designer.authors import authors
from workflows.designer.checking import findings_of_draft
from workflows.designer.drafts import Closed, Overtaken, Saved, save_draft
from workflows.designer.offered import offered_to
from workflows.designer.presence import is_known, note_presence, others_in
from workflows.designer.rights import find_draft
from workflows.designer.versions import save_over_rival
from workflows.errors import NotYourRole, Refused

router = APIRouter()
TOO_LARGE = {
    "vi": "Tệp quá lớn nên chưa lưu được. Hãy chia thành nhiều tệp nhỏ hơn.",
    "en": "The file is too large and was not saved. Split it into several smaller ones.",
}


@router.get("/designer/drafts/{key}/content")
@reading
def send_content(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The file as it was last saved; its ETag is the revision to save over."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    headers = {"etag": f'"{draft.revision}"', "content-security-policy": SEALED}
    return Response(bytes(draft.content), media_type=TYPES[draft.kind], headers=headers)


@router.put("/designer/drafts/{key}/content")
def keep_content(key: RowKey, visit: Visited, body: Sent) -> Response:
    """Save over the revision in If-Match. 412 says who was faster, 422 what else stands in the way.

    With X-Over-Rival its writer was asked, and puts his own over what somebody else has saved.
    """
    if body is None:
        return _problem(visit, TOO_LARGE, 413)
    try:
        done = visit.parts.database.transact(lambda session: _save(session, visit, key, body))
    except (Refused, NotYourRole) as refused:
        return _problem(visit, refused.text, 422)
    if isinstance(done, Closed):
        return _problem(visit, done.text, 422)
    if isinstance(done, Overtaken):
        facts = {"changed_by": done.changed_by, "changed_at": visit.short_moment(done.changed_at)}
        return JSONResponse({"revision": done.revision, **facts}, 412, {"etag": f'"{done.revision}"'})
    return JSONResponse({"revision": done.revision}, headers={"etag": f'"{done.revision}"'})


def _save(session: Session, visit: Visit, key: int, body: bytes) -> Saved | Overtaken | Closed:
    headers, viewer, now = visit.request.headers, visit.viewer, visit.now
    revision = number_in(headers.get("if-match", "").strip().removeprefix("W/").strip('"'))
    if "x-over-rival" not in headers:
        return save_draft(session, viewer, key, body, revision=revision, now=now)
    who = authors(session, {viewer.staff_key})[viewer.staff_key]
    before = visit.gettext("Before %(who)s saved another version over it") % {"who": who}
    return save_over_rival(session, viewer, key, body, revision=revision, before=before, now=now)


@router.post("/designer/drafts/{key}/check")
def check_content(key: RowKey, visit: Visited, body: Sent) -> Response:
    """The findings of what was sent, beside the other drafts and all that is in force. Nothing is kept."""
    if body is None:
        return _problem(visit, TOO_LARGE, 413)
    with visit.parts.database.read() as session:
        draft = find_draft(session, visit.viewer, key, visit.now)
        found = findings_of_draft(session, visit.parts.host, draft, body)
    return JSONResponse({"findings": [_finding(visit, one) for one in found]})


@router.get("/designer/drafts/{key}/context")
@reading
def tell_context(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """What the panels and the completion of an editor offer, in the reader's language."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    offered = offered_to(session, visit.parts.host, draft)
    return JSONResponse(_in_one_language(visit, vars(offered)))


def _in_one_language(visit: Visit, part: Any) -> Any:
    """The same lists, with each sentence in the language of the page."""
    if isinstance(part, Mapping):
        if part.keys() == {"vi", "en"}:
            return visit.pick(part)
        return {name: _in_one_language(visit, value) for name, value in part.items()}
    if isinstance(part, list):
        return [_in_one_language(visit, value) for value in part]
    return part


def _finding(visit: Visit, found: Finding) -> dict[str, Any]:
    return {
        "element": found.element,
        "name": found.name,
        "rule": found.rule,
        "severity": found.severity,
        "message": visit.pick(found.message),
        "remedy": visit.pick(found.remedy),
        "line": found.line,
    }


@router.get("/designer/drafts/{key}/others")
def tell_others(key: RowKey, visit: Visited) -> Response:
    """Who else has this draft open, and its revision now; whoever asks is there, too."""
    database, me = visit.parts.database, visit.viewer.staff_key
    with database.read() as session:
        draft = find_draft(session, visit.viewer, key, visit.now)
        others = others_in(session, key, me, visit.real_now)
        known = is_known(session, key, me, visit.real_now)
    if not known:
        database.transact(lambda session: note_presence(session, key, me, visit.real_now))
    told = [{"name": one.name, "since": one.since.isoformat()} for one in others]
    return JSONResponse({"others": told, "revision": draft.revision})


def _problem(visit: Visit, words: Any, status: int) -> Response:
    return JSONResponse({"problem": visit.pick(words)}, status)
