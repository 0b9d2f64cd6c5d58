"""Drafts: begun, saved over what they were begun from, and never over a rival unseen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.giving_way import insert_into
from database.session import Session
from organisation.days import local_day
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.designer.authors import author_words
from workflows.designer.changes import touch, writable_change
from workflows.designer.content import kind_of, require_readable
from workflows.designer.file_names import require_name
from workflows.designer.rights import find_draft, require_writable
from workflows.designer.tables import design_draft, design_kept
from workflows.designer.trail import note
from workflows.errors import Refused, StalePage


@dataclass(frozen=True)
class Saved:
    """The draft holds what was sent; its new revision."""

    revision: int


@dataclass(frozen=True)
class Overtaken:
    """Somebody else saved first: the draft's revision now, and whose it is. What was sent is kept as its author's."""

    revision: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class Closed:
    """The draft takes nothing now: its change is proposed or has ended, or it was left out; `text` says which.

    What was sent is kept as its author's.
    """

    text: Words


def add_draft(
    session: Session,
    viewer: Viewer,
    change_key: int,
    name: str,
    content: bytes,
    *,
    base_resource_key: int | None = None,
    now: datetime,
) -> int:
    """Lay a file into a change and return the draft's key; its kind is what its name ends with.

    Refused where the change has a file of this name, the name is no file's, or the content cannot be kept.
    """
    change = writable_change(session, viewer, change_key, now)
    clean = require_name(name)
    kind = kind_of(clean) or ""
    require_readable(kind, content)
    if session.execute(_OF_NAME, {"change": change.key, "name": clean}).first() is not None:
        raise Refused(
            f"Đợt sửa này đã có tệp {clean}. Mở tệp đó để sửa, hoặc đặt tên khác.",
            f"This change has a file {clean} already. Open that one, or choose another name.",
        )
    values = {
        "change_key": change.key,
        "kind": kind,
        "name": clean,
        "content": content,
        "revision": 1,
        "base_resource_key": base_resource_key,
        "changed_by": viewer.staff_key,
        "changed_at": now,
    }
    key = int(
        session.execute(design_draft.insert().values(values).returning(design_draft.c.key)).scalar_one()
    )
    touch(session, change.key, now)
    note(session, viewer, change.key, "added", now, draft_key=key, facts={"name": clean})
    return key


_OF_NAME = sa.select(design_draft.c.key).where(
    design_draft.c.change_key == sa.bindparam("change"), design_draft.c.name == sa.bindparam("name")
)


def save_draft(
    session: Session, viewer: Viewer, draft_key: int, content: bytes, *, revision: int, now: datetime
) -> Saved | Overtaken | Closed:
    """Put new content over the revision it was made from.

    Where a rival saved first, or the draft takes nothing any more, nothing is overwritten: what was sent is kept as
    this author's, and the answer says why. It is returned, not raised, since keeping it must hold. Raises NotYours,
    NotYourRole, Unreadable.
    """
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    why = _closed(draft)
    require_readable(draft.kind, content)
    if bytes(draft.content) == content:
        return Saved(draft.revision)
    if why is not None:
        _keep(session, viewer, draft_key, content, revision, now, refused=True)
        return Closed(why)
    written = session.execute(
        sa.update(design_draft)
        .where(design_draft.c.key == draft_key, design_draft.c.revision == revision)
        .values(
            content=content, revision=design_draft.c.revision + 1, changed_by=viewer.staff_key, changed_at=now
        )
        .returning(design_draft.c.revision)
    ).scalar_one_or_none()
    if written is None:  # somebody else saved first
        _keep(session, viewer, draft_key, content, revision, now, refused=True)
        return _overtaken(session, draft_key)
    _keep(session, viewer, draft_key, content, int(written), now, refused=False)
    touch(session, draft.change_key, now)
    return Saved(int(written))


def require_open(draft: Any) -> None:
    """NotYourRole for whoever may not draw; StalePage where the draft takes nothing now, and why."""
    require_writable(draft)
    if draft.removed_at is not None:
        raise StalePage(
            "Tệp này đã được bỏ ra khỏi đợt sửa. Đưa tệp trở lại ở trang đợt sửa rồi sửa tiếp.",
            "This file was left out of its change. Put it back on the page of the change, then go on.",
        )


def _closed(draft: Any) -> Words | None:
    try:
        require_open(draft)
    except StalePage as stale:
        return words(
            f"{stale.text['vi']} Nội dung bạn vừa gửi được giữ ở trang Các bản.",
            f"{stale.text['en']} What you have sent is kept on the page Versions.",
        )
    return None


def _overtaken(session: Session, draft_key: int) -> Overtaken:
    row = session.execute(
        sa.select(design_draft.c.revision, design_draft.c.changed_at, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_draft.c.changed_by)
        .where(design_draft.c.key == draft_key)
    ).one()
    return Overtaken(row.revision, author_words(row), row.changed_at)


def _keep(
    session: Session,
    viewer: Viewer,
    draft_key: int,
    content: bytes,
    revision: int,
    now: datetime,
    *,
    refused: bool,
) -> None:
    given = {
        "draft_key": draft_key,
        "staff_key": viewer.staff_key,
        "day": local_day(now),
        "refused": refused,
        "revision": revision,
        "content": content,
        "at": now,
    }
    put = insert_into(session, design_kept).values(given)
    keys = [column.name for column in design_kept.primary_key]
    moving = {name: put.excluded[name] for name in ("revision", "content", "at")}
    session.execute(put.on_conflict_do_update(index_elements=keys, set_=moving))
