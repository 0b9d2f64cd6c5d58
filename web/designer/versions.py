"""The versions of a draft: those that were named, what is kept of each author's day, and the way back."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.designer.files import as_download
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.designer.adding import is_overtaken, keep_over_newer
from workflows.designer.authors import author_words
from workflows.designer.proposing import LONGEST_REASON
from workflows.designer.rights import find_draft, may_write
from workflows.designer.versions import (
    content_at,
    kept_of,
    mark_of_kept,
    mark_of_version,
    name_version,
    roll_back,
    versions_of,
)
from workflows.errors import Refused, StalePage

router = APIRouter()
DONE = frozenset({"named", "returned", "kept"})


@router.get("/designer/drafts/{key}/versions")
@reading
def show_versions(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """All that is kept of a draft, newest first."""
    return _page(session, visit, key, done=visit.done(DONE))


@router.post("/designer/drafts/{key}/versions")
def keep_version(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Name the draft as it is, or take an older content up again. What is refused is said; what was typed stays."""
    name, reason, mark = form.first("name"), form.first("reason"), form.first("back")
    try:
        if form.first("do") == "keep":
            visit.parts.database.transact(
                lambda session: keep_over_newer(session, visit.viewer, key, now=visit.now)
            )
            return see_other(f"/designer/drafts/{key}/versions?done=kept")
        if mark:
            visit.parts.database.transact(lambda session: _back(session, visit, key, mark))
        else:
            visit.parts.database.transact(
                lambda session: name_version(session, visit.viewer, key, name, reason, now=visit.now)
            )
    except (Refused, StalePage) as refused:
        with visit.parts.database.read() as session:
            problem = ("versions" if mark else "name", visit.pick(refused.text))
            return _page(session, visit, key, problem=problem, typed=(name, reason))
    return see_other(f"/designer/drafts/{key}/versions?done={'returned' if mark else 'named'}")


def _back(session: Session, visit: Visit, key: int, mark: str) -> None:
    moment = visit.short_moment(visit.now)
    name = visit.gettext("Taken up again: %(what)s") % {"what": _called(session, visit, key, mark)}
    before = visit.gettext("Before going back, %(moment)s") % {"moment": moment}
    roll_back(session, visit.viewer, key, mark, name=name, before=before, now=visit.now)


def _called(session: Session, visit: Visit, key: int, mark: str) -> str:
    """What the list calls the content behind a mark."""
    lines = [*_named(session, key), *_kept(session, visit, key)]
    return next((line["title"] for line in lines if line["mark"] == mark), visit.gettext("what is in force"))


@router.get("/designer/drafts/{key}/versions/{mark}")
@reading
def send_version(key: RowKey, mark: str, visit: Visited, *, session: Session) -> Response:
    """An older content as a file."""
    draft = find_draft(session, visit.viewer, key, visit.now)
    stem, _, suffix = draft.name.rpartition(".")
    return as_download(f"{stem}-{mark}.{suffix}", draft.kind, content_at(session, draft, mark))


def _named(session: Session, key: int) -> list[dict[str, Any]]:
    return [
        {
            "mark": mark_of_version(row),
            "compare": str(row.number),
            "title": f"{row.number}. {row.name}",
            "row": row,
            "by": author_words(row),
            "reason": row.reason,
        }
        for row in versions_of(session, key)
    ]


def _kept(session: Session, visit: Visit, key: int) -> list[dict[str, Any]]:
    words = {
        True: visit.gettext("Not saved, since somebody was faster, %(day)s"),
        False: visit.gettext("Last saved on %(day)s"),
    }
    return [
        {
            "mark": mark_of_kept(row),
            "compare": mark_of_kept(row),
            "title": words[row.refused] % {"day": f"{row.day:%d/%m/%Y}"},
            "row": row,
            "by": author_words(row),
            "reason": "",
        }
        for row in kept_of(session, key)
    ]


def _page(
    session: Session,
    visit: Visit,
    key: int,
    *,
    done: str = "",
    problem: tuple[str, str] = ("", ""),
    typed: tuple[str, str] = ("", ""),
) -> Response:
    draft = find_draft(session, visit.viewer, key, visit.now)
    return visit.page(
        "designer/versions.html",
        status=422 if problem[0] else 200,
        draft=draft,
        named=_named(session, key),
        kept=_kept(session, visit, key),
        overtaken=is_overtaken(session, draft),
        may_write=may_write(draft) and draft.removed_at is None,
        done=done,
        problem=problem,
        typed=typed,
        longest_reason=LONGEST_REASON,
        has_problems=bool(problem[0]),
    )
