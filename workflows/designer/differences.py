"""Which two contents of a draft are compared: what is in force, a version, a rival's work, and the draft as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.session import Session
from engine.definition_tables import resource
from organisation.viewer import Viewer
from workflows.designer.listing import drafts_of
from workflows.designer.rights import find_draft
from workflows.designer.tables import design_content, design_kept, design_version
from workflows.designer.together import defined_ids, deployed_files
from workflows.designer.told import FileDifference, tell_difference
from workflows.designer.versions import content_at
from workflows.errors import NotYours

IN_FORCE, BASE, MINE = "deployed", "base", "mine"


@dataclass(frozen=True)
class Side:
    """One of the two contents, and what it is called; None where there is nothing to compare with."""

    name: Words
    content: bytes | None


@dataclass(frozen=True)
class Choice:
    """Something that a draft can be compared with: its word in an address, and what people call it."""

    word: str
    name: Words


@dataclass(frozen=True)
class Compared:
    """A draft beside something else. `draft` is its row with those of its change."""

    draft: Any
    before: Side
    after: Side
    difference: FileDifference
    choices: tuple[Choice, ...]


def compare_draft(
    session: Session, viewer: Viewer, draft_key: int, against: str, *, now: datetime
) -> Compared:
    """What is different in a draft from what is in force, from where it began, or from a named version.

    `against` is `deployed`, `base`, the number of a version, a mark of what is kept of a day, or `mine`: what the
    viewer last sent and could not save because somebody was faster.
    NotYours for a draft that the viewer does not see, and for anything else.
    """
    draft = find_draft(session, viewer, draft_key, now)
    before = _side(session, viewer, draft, against)
    after = Side(words("bản nháp bây giờ", "the draft as it is now"), bytes(draft.content))
    found = tell_difference(draft.name, draft.kind, before.content, bytes(draft.content))
    return Compared(draft, before, after, found, _choices(session, viewer, draft))


def change_differences(session: Session, change_key: int) -> list[FileDifference]:
    """What differs in each draft of a change from what is in force, in the order in which they were added."""
    return [
        tell_difference(draft.name, draft.kind, in_force_of(session, draft), bytes(draft.content))
        for draft in drafts_of(session, change_key)
    ]


def in_force_of(session: Session, draft: Any) -> bytes | None:
    """The content that a draft would replace: what defines the same, else what has its name. None for neither."""
    files = [file for file in deployed_files(session) if file.kind == draft.kind]
    ids = defined_ids(draft.kind, bytes(draft.content))
    found = next((file for file in files if ids & file.names.keys()), None)
    found = found or next((file for file in files if file.resource_key == draft.base_resource_key), None)
    found = found or next((file for file in files if file.name == draft.name), None)
    return None if found is None else _resource(session, found.resource_key)


def _side(session: Session, viewer: Viewer, draft: Any, against: str) -> Side:
    if against == IN_FORCE:
        return Side(_IN_FORCE, in_force_of(session, draft))
    if against == BASE and draft.base_resource_key is not None:
        return Side(_BASE, _resource(session, draft.base_resource_key))
    if against == MINE and (content := _refused(session, viewer, draft)) is not None:
        return Side(_MINE, content)
    if against.startswith(("kept-", "refused-")):
        return Side(_KEPT, content_at(session, draft, against))
    row = _version(session, draft, against)
    if row is None:
        raise NotYours
    return Side(_version_words(row), bytes(row.content))


_IN_FORCE = words("bản đang áp dụng", "what is in force")
_BASE = words("bản mà bản nháp bắt đầu từ đó", "what the draft began from")
_KEPT = words("bản lưu của một ngày", "what somebody wrote on a day")
_MINE = words("bản của tôi chưa lưu được", "what I sent and could not save")


def _version_words(row: Any) -> Words:
    return words(f"bản {row.number}: {row.name}", f"version {row.number}: {row.name}")


def _resource(session: Session, key: int) -> bytes:
    return bytes(session.execute(sa.select(resource.c.content).where(resource.c.key == key)).scalar_one())


def _refused(session: Session, viewer: Viewer, draft: Any) -> bytes | None:
    content = session.execute(
        sa.select(design_kept.c.content)
        .where(
            design_kept.c.draft_key == draft.key,
            design_kept.c.staff_key == viewer.staff_key,
            design_kept.c.refused.is_(True),
        )
        .order_by(design_kept.c.day.desc())
        .limit(1)
    ).scalar()
    return None if content is None else bytes(content)


def _version(session: Session, draft: Any, number: str) -> Any:
    if not number.isdecimal() or len(number) > len("999999"):
        return None
    return session.execute(
        sa.select(design_version.c.number, design_version.c.name, design_content.c.content)
        .join(design_content, design_content.c.sha256 == design_version.c.sha256)
        .where(design_version.c.draft_key == draft.key, design_version.c.number == int(number))
    ).one_or_none()


def _choices(session: Session, viewer: Viewer, draft: Any) -> tuple[Choice, ...]:
    rows = session.execute(
        sa.select(design_version.c.number, design_version.c.name)
        .where(design_version.c.draft_key == draft.key)
        .order_by(design_version.c.number.desc())
    )
    found = [Choice(IN_FORCE, _IN_FORCE)]
    if draft.base_resource_key is not None:
        found.append(Choice(BASE, _BASE))
    found += [Choice(str(row.number), _version_words(row)) for row in rows]
    if _refused(session, viewer, draft) is not None:
        found.append(Choice(MINE, _MINE))
    return tuple(found)
