"""Versions of a draft: named by somebody, kept of each author's day, and taken up again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from engine.definition_tables import resource
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.designer.content import sha256_of
from workflows.designer.drafts import Closed, Overtaken, Saved, require_open, save_draft
from workflows.designer.proposing import LONGEST_REASON
from workflows.designer.rights import find_draft, require_writable
from workflows.designer.tables import design_content, design_kept, design_version
from workflows.designer.together import file_replaced_by
from workflows.designer.trail import note
from workflows.errors import NotYours, Refused, StalePage

LONGEST_NAME = 200
BASE, DEPLOYED = "base", "deployed"
"""Marks of what a draft began from, and of what is in force now instead of it."""


def name_version(
    session: Session, viewer: Viewer, draft_key: int, name: str, reason: str, *, now: datetime
) -> int:
    """Keep the draft as it is under a name, for good; returns its number. Refused without a name."""
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    require_writable(draft)
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME:
        raise Refused(
            f"Đặt tên cho phiên bản, nhiều nhất {LONGEST_NAME} ký tự, ví dụ: Trước khi đổi hạn.",
            f"Give the version a name of at most {LONGEST_NAME} characters, such as: Before the deadline moved.",
        )
    number = _keep(
        session,
        viewer.staff_key,
        draft_key,
        bytes(draft.content),
        clean,
        reason.strip()[:LONGEST_REASON],
        now,
    )
    facts = {"name": f"{draft.name}, {number}: {clean}", "reason": reason.strip()[:LONGEST_REASON]}
    note(session, viewer, draft.change_key, "named", now, draft_key=draft_key, facts=facts)
    return number


def save_over_rival(
    session: Session,
    viewer: Viewer,
    draft_key: int,
    content: bytes,
    *,
    revision: int,
    before: str,
    now: datetime,
) -> Saved | Overtaken | Closed:
    """Save over what somebody else has saved meanwhile, as save_draft does.

    That becomes a version of theirs, called `before`: it stays, whatever they save later on the same day.
    """
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    done = save_draft(session, viewer, draft_key, content, revision=revision, now=now)
    if isinstance(done, Saved) and done.revision > draft.revision:
        _keep_unknown(
            session, draft.changed_by, draft_key, bytes(draft.content), _short(before), draft.changed_at
        )
    return done


def _keep_unknown(
    session: Session, staff_key: int, draft_key: int, content: bytes, name: str, at: datetime
) -> None:
    """Make a version of a content, unless it is one."""
    known = sa.select(design_version.c.key).where(
        design_version.c.draft_key == draft_key, design_version.c.sha256 == sha256_of(content)
    )
    if session.execute(known).first() is None:
        _keep(session, staff_key, draft_key, content, name, "", at)


def _keep(
    session: Session, staff_key: int, draft_key: int, content: bytes, name: str, reason: str, now: datetime
) -> int:
    sha256 = sha256_of(content)
    put = insert_into(session, design_content).values(sha256=sha256, content=content)
    session.execute(put.on_conflict_do_nothing())
    last = sa.select(sa.func.max(design_version.c.number)).where(design_version.c.draft_key == draft_key)
    number = (session.execute(last).scalar() or 0) + 1
    session.execute(
        design_version.insert().values(
            draft_key=draft_key,
            number=number,
            name=name,
            reason=reason,
            sha256=sha256,
            staff_key=staff_key,
            at=now,
        )
    )
    return int(number)


def versions_of(session: Session, draft_key: int) -> Sequence[Any]:
    """The named versions, newest first, each with its author's `office` and `username`; without content."""
    return session.execute(
        sa.select(design_version, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_version.c.staff_key)
        .where(design_version.c.draft_key == draft_key)
        .order_by(design_version.c.number.desc())
    ).all()


def kept_of(session: Session, draft_key: int) -> Sequence[Any]:
    """The last content of each author and day, newest first, saved or refused; without content."""
    columns = [column for column in design_kept.c if column.name != "content"]
    return session.execute(
        sa.select(*columns, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_kept.c.staff_key)
        .where(design_kept.c.draft_key == draft_key)
        .order_by(design_kept.c.at.desc(), design_kept.c.staff_key, design_kept.c.refused)
    ).all()


def mark_of_version(row: Any) -> str:
    """How addresses name a version: "version-3"."""
    return f"version-{row.number}"


def mark_of_kept(row: Any) -> str:
    """How addresses name what was kept of a day: "kept-12-2026-11-26", or "refused-…" where a rival was faster."""
    return f"{'refused' if row.refused else 'kept'}-{row.staff_key}-{row.day.isoformat()}"


def content_at(session: Session, draft: Any, mark: str) -> bytes:
    """An older content of a draft by its mark: "base", "deployed", "version-3", "kept-12-2026-11-26". NotYours."""
    kind, _, rest = mark.partition("-")
    query: sa.Select[Any] | None = None
    if mark == BASE:
        query = sa.select(resource.c.content).where(resource.c.key == draft.base_resource_key)
    elif mark == DEPLOYED:
        query = sa.select(resource.c.content).where(resource.c.key == file_replaced_by(session, draft))
    elif kind == "version" and _is_number(rest, below=2**31):
        query = (
            sa.select(design_content.c.content)
            .join(design_version, design_version.c.sha256 == design_content.c.sha256)
            .where(design_version.c.draft_key == draft.key, design_version.c.number == int(rest))
        )
    elif kind in {"kept", "refused"}:
        query = _kept_at(draft.key, rest, refused=kind == "refused")
    found = session.execute(query).scalar_one_or_none() if query is not None else None
    if found is None:
        raise NotYours
    return bytes(found)


def _short(name: str) -> str:
    """A name that was made of another one, as long as a name may be."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _is_number(text: str, *, below: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(below)) and int(text) < below


def _kept_at(draft_key: int, rest: str, *, refused: bool) -> sa.Select[Any] | None:
    author, _, day = rest.partition("-")
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return None
    if not _is_number(author, below=2**63):
        return None
    return sa.select(design_kept.c.content).where(
        design_kept.c.draft_key == draft_key,
        design_kept.c.staff_key == int(author),
        design_kept.c.day == when,
        design_kept.c.refused == refused,
    )


def roll_back(
    session: Session, viewer: Viewer, draft_key: int, mark: str, *, name: str, before: str, now: datetime
) -> int:
    """Take an older content up again as a new version, called `name`; returns its number.

    What the draft holds now becomes a version first, called `before`, unless it is one: rolling back loses nothing.
    """
    draft = find_draft(session, viewer, draft_key, now, hold=True)
    require_open(draft)
    content, current = content_at(session, draft, mark), bytes(draft.content)
    if content == current:
        raise Refused(
            "Bản nháp đang có đúng nội dung này rồi.", "The draft has exactly this content already."
        )
    _keep_unknown(session, viewer.staff_key, draft_key, current, before, now)
    done = save_draft(session, viewer, draft_key, content, revision=draft.revision, now=now)
    if not isinstance(done, Saved):
        raise StalePage(
            "Người khác vừa lưu bản nháp này. Mở lại trang để xem rồi làm lại.",
            "Somebody else has just saved this draft. Open the page again, then do it again.",
        )
    number = _keep(session, viewer.staff_key, draft_key, content, _short(name), "", now)
    facts = {"name": f"{draft.name}, {number}: {name}"}
    note(session, viewer, draft.change_key, "rolled_back", now, draft_key=draft_key, facts=facts)
    return number
