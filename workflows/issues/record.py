"""Changing an issue: the one place where its row, its events and its lists are written, always together.

A change is claimed by the number of its event: of two rivals only one may put it down, and the other is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.just_written import just_written, note_written
from database.prepared import Prepared, PreparedEntry
from database.session import Session
from organisation.days import local_day
from periods.dated import Dated, from_json
from workflows.boards.weighing import weigh_soon
from workflows.errors import NotYours
from workflows.indicators.tables import issue_event_to_fold
from workflows.issues.channels import ORDINARY_URGENCY
from workflows.issues.errors import IssueMoved, NotAfterThat, NotProven
from workflows.issues.states import ANSWERED, MERGED, PROVEN, REOPENED, TO_ANSWER, may_follow, stage
from workflows.issues.tables import STANDING, issue, issue_event, issue_party
from workflows.issues.texts import kept_text
from workflows.offices import SYSTEM
from workflows.submission import Actor

LONGEST_VALUE = 400
_EVENTS = (
    sa.select(sa.func.max(issue_event.c.number))
    .where(issue_event.c.issue_key == issue.c.key)
    .scalar_subquery()
)
_ISSUE = Prepared(sa.select(issue, _EVENTS.label("events")).where(issue.c.key == sa.bindparam("key")))
_WRITE = Prepared(sa.update(issue).where(issue.c.key == sa.bindparam("of")))
_ORDER = Prepared(sa.update(issue_party).where(issue_party.c.issue_key == sa.bindparam("of")))
_NOTE = PreparedEntry(issue_event, alone=("issue_key", "number"))
_TO_FOLD = Prepared(sa.insert(issue_event_to_fold))
_DATED = Prepared(
    sa.select(issue_event.c.dates)
    .where(issue_event.c.issue_key == sa.bindparam("of"), issue_event.c.dates.is_not(None))
    .order_by(issue_event.c.number.desc())
)


@dataclass(frozen=True)
class Why:
    """Who changes an issue, when, and on what grounds. Nobody named: the system itself."""

    at: datetime
    actor: Actor | None = None
    reason: str = ""
    reason_code: str | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Change:
    """What is changed: the kind of event, what it was and became in short, and the columns that differ after it.

    `dates` are those of steps that it sets, by step, kept for whoever asks how they came about (`how_dated`).
    """

    what: str
    was: str = ""
    became: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Dated] = field(default_factory=dict)


def issue_row(session: Session, key: int) -> Any:
    """An issue as it stands now, and how many `events` it has had.

    NotYours where there is none: what may be seen is asked elsewhere.
    """
    row = _ISSUE.run(session, {"key": key}).one_or_none()
    if row is None:
        raise NotYours
    return row


def issue_written(session: Session, key: int) -> Any:
    """An issue as this transaction has entered or changed it; None where it has not yet.

    Which instance handles it is not among what it says: that is noted elsewhere (matter_kind.py).
    """
    return just_written(session, ("issue", key))


def change_issue(session: Session, row: Any, change: Change, why: Why) -> Any:
    """Change an issue from how `row` (`issue_row`) says it stands. Returns how it stands afterwards.

    IssueMoved when somebody else has changed it since; NotAfterThat and NotProven for a state that may not follow.
    """
    # the store writes every index anew that a named column stands in, whether or not it differs
    values = {name: value for name, value in change.values.items() if getattr(row, name) != value}
    _require_lawful(row, values.get("state", row.state), why)
    after = row._replace(events=row.events + 1, **values)
    note_event(session, after, change, why)
    if values:
        _WRITE.run(session, {"of": row.key, **values})
        _list_anew(session, row, after)
    return after


def _list_anew(session: Session, row: Any, after: Any) -> None:
    """Put an issue in its new place in the lists, and let it be weighed anew, where that differs."""
    before = list_order(row)
    differing = {name: value for name, value in list_order(after).items() if before[name] != value}
    if differing:
        _ORDER.run(session, {"of": row.key, **differing})
    if (after.field, after.urgency) != (row.field, row.urgency):
        weigh_soon(session, row.key)


def move_issue(
    session: Session,
    row: Any,
    state: str,
    why: Why,
    *,
    dates: Mapping[str, Dated] | None = None,
    **values: Any,
) -> Any:
    """Put an issue into another state, with its reason and evidence. `values` are columns that differ with it."""
    more = (
        {"answered_at": why.at} if state == ANSWERED else {"answered_at": None} if state in TO_ANSWER else {}
    )
    change = Change("state", row.state, state, {"state": state, **more, **values}, dates or {})
    return change_issue(session, row, change, why)


def how_dated(session: Session, key: int, step: str) -> Dated | None:
    """How the date of a step of an issue came about that was set last. None where it never had one."""
    found = next((row.dates[step] for row in _DATED.run(session, {"of": key}) if step in row.dates), None)
    return from_json(found) if found else None


def note_event(session: Session, after: Any, change: Change, why: Why) -> None:
    """Keep one event with how the issue stands after it. IssueMoved where a rival was faster."""
    office = why.actor.office if why.actor else SYSTEM
    key = _NOTE.once(
        session,
        {
            "issue_key": after.key,
            "number": after.events,
            "at": why.at,
            "day": local_day(why.at),
            "what": change.what,
            "was": change.was[:LONGEST_VALUE],
            "became": change.became[:LONGEST_VALUE],
            "reason_code": why.reason_code,
            "reason": kept_text(why.reason),
            "evidence": kept_text(why.evidence),
            "staff_key": why.actor.staff_key if why.actor else None,
            "office": dict(office),
            "dates": {step: dated.to_json() for step, dated in change.dates.items()} or None,
            **{name: getattr(after, name) for name in STANDING},
        },
    )
    if key is None:  # somebody else got there first
        raise IssueMoved
    note_written(session, ("issue", after.key), after)
    _TO_FOLD.run(session, {"event_key": key})


def list_order(row: Any) -> dict[str, Any]:
    """Where an issue stands in the lists of all that may see it."""
    place = 2 if row.merged_into else stage(row.state)
    owed = place == 0 and row.due_at is not None
    return {
        "stage": place,
        "state": MERGED if row.merged_into else row.state,
        "urgency": row.urgency,
        "urgent": row.urgency != ORDINARY_URGENCY,
        "came_back": place == 0 and (row.state == REOPENED or row.sent_back),
        "field": row.field,
        "ordered_at": row.due_at if owed else row.received_at,
    }


def _require_lawful(row: Any, state: str, why: Why) -> None:
    if state == row.state:
        return
    if not may_follow(row.state, state):
        raise NotAfterThat(row.state, state)
    if state in PROVEN and not (why.reason.strip() and why.evidence.strip()):
        raise NotProven
