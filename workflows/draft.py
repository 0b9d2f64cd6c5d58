"""Saving a draft: nothing is checked but its size, and nobody's words are overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.prepared import Prepared
from database.session import Session
from engine.holding import hold_task
from organisation.viewer import Viewer
from workflows.errors import Refused, StalePage
from workflows.issues.open_for_report import starting_draft
from workflows.open_task import TaskFacts, find_task
from workflows.prefill import being_written, note_sources
from workflows.presence import note_presence
from workflows.submission import revision_at
from workflows.tables import draft
from workflows.task_forms import form_for


@dataclass(frozen=True)
class Origin:
    """The page a draft comes from: the revision it was made from, and its own name.

    A page saves by itself while a button of it is on its way: that is no rival, so its name lets the button go on.
    What it saves by itself goes `strictly` by the revision: of two saves of one page the later one must win.
    """

    revision: int
    page: str = ""
    strictly: bool = False


FIRST_PAGE = Origin(0)
WRITTEN = ("answers", "saved_at", "saved_by", "page")
"""The columns of a draft that each saving writes."""


@dataclass(frozen=True)
class Saved:
    """The draft as it is kept now; `at` is None where nothing was ever written."""

    revision: int
    at: datetime | None


def save_draft(
    session: Session,
    viewer: Viewer,
    task_key: int,
    answers: Mapping[str, Any],
    *,
    origin: Origin,
    now: datetime,
) -> int:
    """Keep what was typed so far, checked or not. Returns the new revision.

    StalePage when somebody has saved since the page was made: the saved draft stays, and the caller still holds
    what was typed.
    """
    hold_task(session, task_key)
    facts = find_draft(session, viewer, task_key)
    note_presence(session, facts.place, viewer.staff_key, facts.office, now)
    return _keep(session, viewer, facts, answers, origin, now)


def autosave_draft(
    session: Session,
    viewer: Viewer,
    task_key: int,
    answers: Mapping[str, Any],
    *,
    origin: Origin,
    now: datetime,
) -> Saved:
    """Keep what was typed so far, if it differs from what is kept. StalePage as in save_draft."""
    hold_task(session, task_key)
    facts = find_draft(session, viewer, task_key)
    note_presence(session, facts.place, viewer.staff_key, facts.office, now)
    kept = session.execute(sa.select(draft).where(draft.c.place == facts.place)).one_or_none()
    if kept is not None and kept.answers == dict(answers):
        return Saved(kept.revision, kept.saved_at)
    if kept is None and dict(answers) == starting_draft(session, facts, form_for(session, facts)):
        return Saved(0, None)
    by_itself = replace(origin, strictly=True)
    return Saved(_keep(session, viewer, facts, answers, by_itself, now), now)


def _keep(
    session: Session,
    viewer: Viewer,
    facts: TaskFacts,
    answers: Mapping[str, Any],
    origin: Origin,
    now: datetime,
) -> int:
    """Write the draft; of a report, note what its numbers were added up from. Its new revision."""
    keep_draft(session, facts.place, answers, origin=origin, staff_key=viewer.staff_key, now=now)
    if facts.drafting:
        note_sources(session, form_for(session, facts), being_written(facts.report), now)
    return revision_at(session, facts.place)


def find_draft(session: Session, viewer: Viewer, task_key: int) -> TaskFacts:
    """The task of a draft that the viewer may write on. Refused or StalePage where he may not."""
    facts = find_task(session, viewer, task_key)
    require_may_act(facts)
    if not facts.keeps_draft:  # a decision has no draft, and must never land in the report's
        raise Refused(
            "Việc này không có bản nháp. Chọn quyết định rồi gửi.",
            "This task has no draft. Choose a decision and send it.",
        )
    return facts


def require_may_act(facts: TaskFacts) -> None:
    """Refuse what is done already, and what lies with another office or colleague."""
    if not facts.open:
        raise StalePage(
            "Việc này đã được làm xong hoặc đã kết thúc. Nội dung bạn gõ chưa được lưu; xem hồ sơ để biết tình hình.",
            "This task is done or has ended. What you typed was not saved; see the case for where it stands.",
        )
    if not facts.may_act:
        raise Refused(
            "Việc này đang do người khác trong đơn vị giữ. Nhờ lãnh đạo chuyển việc nếu bạn cần làm thay.",
            "Another office or colleague holds this task. Ask the head to reassign it if you must do it.",
        )


def take_draft(session: Session, place: str, origin: Origin | None) -> None:
    """The step is sent and its draft forgotten, if its page was made from it or saved it. StalePage otherwise.

    Programs come from no page, and forget whatever draft there is.
    """
    if origin is None:
        _FORGET.run(session, {"of": place})
        return
    taken = _TAKE.run(session, {"of": place}).one_or_none()
    revision, page = (taken.revision, taken.page) if taken else (0, None)
    own_page = bool(origin.page) and not origin.strictly and page == origin.page
    if revision != origin.revision and not own_page:
        raise _saved_first()


def _saved_first() -> StalePage:
    return StalePage(
        "Có người trong đơn vị vừa lưu bản nháp này sau khi bạn mở trang. Nội dung bạn gõ vẫn còn bên dưới: "
        "so với bản đã lưu, rồi lưu lại.",
        "A colleague saved this draft after you opened the page. What you typed is still below: "
        "compare it with the saved draft, then save again.",
    )


_THERE = sa.delete(draft).where(draft.c.place == sa.bindparam("of"))
_TAKE = Prepared(_THERE.returning(draft.c.revision, draft.c.page))
_FORGET = Prepared(_THERE)


def keep_draft(
    session: Session,
    place: str,
    answers: Mapping[str, Any],
    *,
    origin: Origin | None,
    staff_key: int,
    now: datetime,
) -> None:
    """Write the draft over the revision it was made from, or over one its own page has saved; over no other.

    Programs come from no page, and write over whatever draft there is.
    """
    written = {"of": place, "answers": dict(answers), "saved_at": now, "saved_by": staff_key}
    if origin is None:
        _WRITE_OVER.run(session, {**written, "page": None})
        return
    write = _WRITE_FIRST if origin.revision == 0 else _WRITE_AGAIN
    own_page = None if origin.strictly else origin.page or None
    of_page = {"known": origin.revision, "own_page": own_page, "page": origin.page or None}
    if not write.changed(session, {**written, **of_page}):  # somebody else saved first
        raise _saved_first()


_FITS = sa.or_(draft.c.revision == sa.bindparam("known"), draft.c.page == sa.bindparam("own_page"))
_WRITE_AGAIN = Prepared(
    sa.update(draft)
    .where(draft.c.place == sa.bindparam("of"), _FITS)
    .values(revision=draft.c.revision + 1, **{name: sa.bindparam(name) for name in WRITTEN})
)


def _put(where: sa.ColumnElement[bool] | None) -> Prepared:
    """The first row, or over one that is there and fits."""
    puts = {}
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert)):
        put = insert(draft).values(
            place=sa.bindparam("of"), revision=1, **{name: sa.bindparam(name) for name in WRITTEN}
        )
        again = {"revision": draft.c.revision + 1, **{name: put.excluded[name] for name in WRITTEN}}
        puts[name] = put.on_conflict_do_update(index_elements=["place"], set_=again, where=where)
    return Prepared(puts)


# nothing was saved when the page was made: over what the page has saved by itself meanwhile, too
_WRITE_FIRST, _WRITE_OVER = _put(_FITS), _put(None)
