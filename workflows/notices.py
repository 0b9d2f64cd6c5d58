"""The notices of a viewer: what was told to his offices, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from notifications import inbox_channel
from notifications.sentences import render
from organisation.viewer import Viewer


@dataclass(frozen=True)
class Notice:
    """One notice in words; `report_key` leads to the case it is about, None where there is none."""

    key: int
    at: datetime
    rule: str
    subject: Mapping[str, str]
    body: Mapping[str, str]
    report_key: int | None
    opened: bool


def notices(session: Session, viewer: Viewer, *, before: int | None = None, limit: int = 50) -> list[Notice]:
    """A page of notices; `before` is the key of the last one of the page before."""
    return [
        Notice(
            key=row.key,
            at=row.created_at,
            rule=row.rule,
            subject={name: render(row.words, name, row.facts).subject for name in ("vi", "en")},
            body={name: render(row.words, name, row.facts).body for name in ("vi", "en")},
            report_key=_report_of(row.about),
            opened=row.first_opened_at is not None,
        )
        for row in inbox_channel.notices_for(session, inbox_of(viewer), before=before, limit=limit)
    ]


def unread(session: Session, viewer: Viewer) -> int:
    """How many notices of the viewer's offices nobody has opened yet."""
    return inbox_channel.unread_count(session, inbox_of(viewer))


def mark_opened(session: Session, viewer: Viewer, notice_key: int, *, now: datetime) -> None:
    """Remember that an office has seen a notice; the first time counts."""
    inbox_channel.mark_opened(session, inbox_of(viewer), [notice_key], now=now)


def inbox_of(viewer: Viewer) -> frozenset[str]:
    """Whose notices a viewer reads: those to the groups he works in, and those to himself."""
    return viewer.groups | {f"staff:{viewer.staff_key}"}


def _report_of(about: str) -> int | None:
    kind, _, key = about.partition(":")
    return int(key) if kind == "report" and key.isdecimal() else None
