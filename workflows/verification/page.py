"""A verification as its page shows it: where it is, what each agency found and says, the minutes, the way so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.attachments.finding import Attached, filed_with
from workflows.errors import NotYours
from workflows.matter_story import Event, open_steps, story
from workflows.papers import Paper, latest_paper
from workflows.subject import Subject
from workflows.verification.ask import KIND
from workflows.verification.judged import Answered, answered, given_late, silent
from workflows.verification.minutes import PAPER
from workflows.verification.rows import (
    PART,
    instances_of,
    opinions_of,
    parts_of,
    returns_of,
    seen_by,
)
from workflows.verification.tables import CLOSED, NOT_CLOSED, verification, verification_part

PAGE = 50
LONGEST_KEY = 18


@dataclass(frozen=True)
class PartLine:
    """One agency: its task, how it answered, or that it was `silent` until its task closed."""

    row: Any
    answered: Answered
    silent: bool
    files: Sequence[Attached]


@dataclass(frozen=True)
class OpinionLine:
    """What one agency says of a draft."""

    row: Any
    late: bool
    silent: bool


@dataclass(frozen=True)
class VerificationPage:
    """`rounds` are the drafts that were put to the agencies, newest first; `returned` why drafts went back."""

    row: Any
    parts: Sequence[PartLine]
    rounds: Sequence[tuple[int, Sequence[OpinionLine]]]
    returned: Sequence[Any]
    steps: Sequence[Event]
    dates: Mapping[str, Dated]
    paper: Paper | None
    story: Sequence[Event]


def verification_page(session: Session, viewer: Viewer, key: int, now: datetime) -> VerificationPage:
    """Everything the page shows, for one who may see it; NotYours for anybody else."""
    row = session.execute(
        sa.select(verification).where(verification.c.key == key, seen_by(viewer, local_day(now)))
    ).one_or_none()
    if row is None:
        raise NotYours
    instances = instances_of(session, key)
    return VerificationPage(
        row=row,
        parts=[_part(session, row, part) for part in parts_of(session, key)],
        rounds=_rounds(opinions_of(session, key)),
        returned=returns_of(session, Subject(KIND, key)),
        steps=open_steps(session, instances),
        dates={name: from_json(stored) for name, stored in row.dates.items()},
        paper=latest_paper(session, Subject(KIND, key), PAPER),
        story=sorted(story(session, instances), key=_moment),
    )


def _moment(event: Event) -> tuple[bool, datetime]:
    """Of several offices at once: what was done by the time it was done, then what is still being done."""
    return event.until is None, event.until or event.since


@dataclass(frozen=True)
class Listed:
    """A verification on a list: how many agencies were asked, how many have answered."""

    row: Any
    asked: int
    answered: int


@dataclass(frozen=True)
class Verifications:
    """One page of the open ones; `next_cursor` leads on, None at the end. The newest concluded ones on the first."""

    is_open: Sequence[Listed]
    closed: Sequence[Listed]
    next_cursor: str | None


def verifications(session: Session, viewer: Viewer, now: datetime, cursor: str = "") -> Verifications:
    """Those the viewer may see: the open ones, oldest question first; then the newest of the concluded ones.

    Cost: along an index of the open ones, and along one of the closed ones, until a page is full.
    """
    seen, after = seen_by(viewer, local_day(now)), _after(cursor)
    is_open = _listed(
        session,
        sa.select(verification.c.key)
        .where(seen, NOT_CLOSED, verification.c.key > after)
        .order_by(verification.c.key)
        .limit(PAGE + 1),
    )
    newest = (
        sa.select(verification.c.key)
        .where(seen, CLOSED)
        .order_by(verification.c.closed_at.desc(), verification.c.key.desc())
        .limit(PAGE)
    )
    return Verifications(
        is_open=is_open[:PAGE],
        closed=() if after else _listed(session, newest),
        next_cursor=str(is_open[PAGE - 1].row.key) if len(is_open) > PAGE else None,
    )


def _after(cursor: str) -> int:
    """The key of the row shown last; a cursor that is none of ours begins at the top."""
    return int(cursor) if cursor.isascii() and cursor.isdecimal() and len(cursor) <= LONGEST_KEY else 0


def _count(*where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(verification_part)
        .where(verification_part.c.verification_key == verification.c.key, *where)
        .correlate(verification)
        .scalar_subquery()
    )


_LISTED = sa.select(
    verification,
    _count().label("asked"),
    _count(verification_part.c.answered_at.is_not(None)).label("answered"),
)


def _listed(session: Session, keys: sa.Select[Any]) -> list[Listed]:
    """The verifications of a page, in the order of their keys' query."""
    wanted = list(session.scalars(keys))
    rows = session.execute(_LISTED.where(verification.c.key.in_(wanted))).all()
    return [
        Listed(row, row.asked, row.answered) for row in sorted(rows, key=lambda row: wanted.index(row.key))
    ]


def _part(session: Session, row: Any, part: Any) -> PartLine:
    files = filed_with(session, Subject(PART, part.key)) if part.answered_at else {}
    return PartLine(
        row=part,
        answered=answered(part.answered_at, part.due_at, row.collect_until),
        silent=silent(part, part.answered_at),
        files=[file for filed in files.values() for file in filed],
    )


def _rounds(opinions: Sequence[Any]) -> list[tuple[int, Sequence[OpinionLine]]]:
    rounds: dict[int, list[OpinionLine]] = {}
    for one in opinions:
        line = OpinionLine(one, given_late(one), silent(one, one.given_at))
        rounds.setdefault(one.round, []).append(line)
    return sorted(rounds.items(), reverse=True)
