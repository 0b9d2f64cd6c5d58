"""The notices of a viewer: what was told to his offices, those nobody has opened yet first, then newest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from notifications import inbox_channel
from notifications.sentences import render
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.matter_lines import page_of
from workflows.subject import Subject

PAGE = 50
LONGEST_KEY = 18


@dataclass(frozen=True)
class Notice:
    """One notice in words; `leads_on` says that what it is about has a page."""

    key: int
    at: datetime
    rule: str
    subject: Mapping[str, str]
    body: Mapping[str, str]
    leads_on: bool
    opened: bool


@dataclass(frozen=True)
class Notices:
    """One page of notices; `next_cursor` leads on, None at the end."""

    rows: tuple[Notice, ...]
    next_cursor: str | None


def notices(session: Session, viewer: Viewer, *, cursor: str | None = None) -> Notices:
    """A page of notices, unopened ones first. A cursor that is none of ours begins at the top."""
    found = inbox_channel.notices_for(session, inbox_of(viewer), limit=PAGE + 1, after=_position(cursor))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Notices(
        rows=tuple(_notice(row) for row in found[:PAGE]),
        next_cursor=None if last is None else f"{'o' if last.first_opened_at else 'u'}{last.key}",
    )


def unread(session: Session, viewer: Viewer) -> int:
    """How many notices of the viewer's offices nobody has opened yet."""
    return inbox_channel.unread_count(session, inbox_of(viewer))


def mark_opened(session: Session, viewer: Viewer, notice_keys: Collection[int], *, now: datetime) -> int:
    """Remember that an office has seen notices; the first time counts. Returns how many were new to it."""
    return inbox_channel.mark_opened(session, inbox_of(viewer), notice_keys, now=now)


def follow(session: Session, viewer: Viewer, notice_key: int, *, now: datetime) -> str | None:
    """Open a notice: the page of what it is about, None where that has none. NotYours for another office's."""
    found = inbox_channel.find_notice(session, inbox_of(viewer), notice_key)
    if found is None:
        raise NotYours
    mark_opened(session, viewer, [notice_key], now=now)
    return page_of(session, found.about)


def inbox_of(viewer: Viewer) -> frozenset[str]:
    """Whose notices a viewer reads: those to the groups he works in, and those to himself."""
    return viewer.groups | {f"staff:{viewer.staff_key}"}


def _position(cursor: str | None) -> tuple[bool, int] | None:
    state, key = (cursor or "")[:1], (cursor or "")[1:]
    ours = state in ("o", "u") and key.isdecimal() and len(key) <= LONGEST_KEY
    return (state == "o", int(key)) if ours else None


def _notice(row: inbox_channel.Notice) -> Notice:
    said = {name: render(row.words, name, row.facts) for name in ("vi", "en")}
    return Notice(
        key=row.key,
        at=row.created_at,
        rule=row.rule,
        subject={name: words.subject for name, words in said.items()},
        body={name: words.body for name, words in said.items()},
        leads_on=Subject.of(row.about) is not None,
        opened=row.first_opened_at is not None,
    )
