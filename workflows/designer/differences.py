"""Which two contents of a draft are compared: what is in force, a version, a rival's work, and the draft as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpmn.errors import Words, words
from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.authors import author_words
from workflows.designer.rights import find_draft
from workflows.designer.together import file_replaced_by, files_of, names_in
from workflows.designer.told import FileDifference, tell_difference
from workflows.designer.versions import (
    BASE,
    DEPLOYED,
    content_at,
    kept_of,
    mark_of_kept,
    mark_of_version,
    versions_of,
)
from workflows.errors import NotYours

MINE = "mine"


@dataclass(frozen=True)
class Choice:
    """Something that a draft can be compared with: its word in an address, and what people call it."""

    word: str
    name: Words


@dataclass(frozen=True)
class Compared:
    """A draft beside something else. `draft` is its row with those of its change; `before` is None for a new file."""

    draft: Any
    against: Choice
    before: bytes | None
    difference: FileDifference
    choices: tuple[Choice, ...]


def compare_draft(
    session: Session, viewer: Viewer, draft_key: int, against: str, *, now: datetime
) -> Compared:
    """What is different in a draft from what is in force, from where it began, or from an older content.

    `against` is a mark of `versions.content_at`, the bare number of a version, or `mine`: what the viewer last
    sent and could not save because somebody was faster. NotYours for a draft that the viewer does not see, and
    for anything that is not there.
    """
    draft = find_draft(session, viewer, draft_key, now)
    choices = tuple(_choices(session, draft))
    mark = _mark(session, viewer, draft, against)
    before = _before(session, draft, mark)
    names = names_in(files_of(session, draft.change_key))
    found = tell_difference(draft.name, draft.kind, before, bytes(draft.content), names)
    named = next((choice for choice in choices if choice.word == mark), Choice(mark, words(mark, mark)))
    return Compared(draft, named, before, found, choices)


def _mark(session: Session, viewer: Viewer, draft: Any, against: str) -> str:
    if against.isdecimal():
        return f"version-{against}"
    if against != MINE:
        return against
    own = (row for row in kept_of(session, draft.key) if row.refused and row.staff_key == viewer.staff_key)
    refused = next(own, None)
    if refused is None:
        raise NotYours
    return mark_of_kept(refused)


def _before(session: Session, draft: Any, mark: str) -> bytes | None:
    if mark == DEPLOYED and file_replaced_by(session, draft) is None:
        return None
    return content_at(session, draft, mark)


def _choices(session: Session, draft: Any) -> Iterator[Choice]:
    yield Choice(DEPLOYED, words("bản đang áp dụng", "what is in force"))
    if draft.base_resource_key is not None:
        yield Choice(BASE, words("bản mà bản nháp bắt đầu từ đó", "what the draft began from"))
    for row in versions_of(session, draft.key):
        name = f"{row.number}: {row.name}"
        yield Choice(mark_of_version(row), words(f"bản {name}", f"version {name}"))
    for row in kept_of(session, draft.key):
        told = f"{row.day:%d/%m/%Y}, {author_words(row)}"
        saved = words(f"bản lưu cuối ngày {told}", f"what was last saved on {told}")
        refused = words(f"bản chưa lưu được ngày {told}", f"what was not saved on {told}")
        yield Choice(mark_of_kept(row), refused if row.refused else saved)
