"""An issue enters the register of the unit that received it: its number, who may see it, where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared, PreparedEntry
from database.session import Session
from organisation.units import unit_by_key
from periods.dated import Dated
from workflows.boards.weighing import weigh_soon
from workflows.deadlines import ZONE
from workflows.issues.clocks import clock_for, clock_starts
from workflows.issues.parties import ABOVE, CHARGE, RAISED, RECEIVED, admit_each
from workflows.issues.record import Change, Why, note_event
from workflows.issues.states import RECEIVED as FIRST_STATE
from workflows.issues.tables import issue, issue_source, issue_to_begin
from workflows.issues.taxonomy import field_of
from workflows.issues.texts import SUMMARY, kept_text
from workflows.numbering import Numbers

MOST_MENTIONS = 1_000_000


@dataclass(frozen=True)
class Raised:
    """What is known of an issue when it is raised. `above` are the keys of all units above `raised_unit_key`."""

    unit_key: int
    raised_unit_key: int
    charge_unit_key: int
    place_unit_key: int
    area: str
    category: str
    channel: str
    urgency: str
    summary: str
    raised_on: date
    mentions: int = 1
    above: Sequence[int] = field(default=())
    sitting_on: date | None = None


@dataclass(frozen=True)
class Came:
    """One time that an issue came to the house."""

    kind: str
    unit_key: int
    channel: str
    mentions: int
    text: str
    report_issue_key: int | None = None
    report_key: int | None = None
    period: str | None = None
    receipt: str | None = None
    citation: str | None = None


_NUMBERS = Numbers("issues", issue.c.number, unit=issue.c.unit_key, year=issue.c.year)
_ENTER = PreparedEntry(issue, beside=("events",))
_SOURCE = Prepared(sa.insert(issue_source))


def first_dates(
    session: Session, raised: Raised, now: datetime, *, with_triage: bool = False
) -> Mapping[str, Dated]:
    """Until when an issue that is raised is answered, by the clock of the unit in charge; by step.

    One whose handling starts at once is dated `with_triage`: until when it is sorted out, too. Nothing in a store
    that has no table of clocks yet.
    """
    level = unit_by_key(session, raised.charge_unit_key).level
    first = field_of(raised.category)
    clock = clock_for(session, field=first, urgency=raised.urgency, level=level, now=now)
    if clock is None:
        return {}
    dates = {"answer": clock.until("answer", clock_starts(raised.channel, raised.raised_on, now))}
    return {**dates, "triage": clock.until("triage", now)} if with_triage else dates


def enter_issue(session: Session, raised: Raised, came: Came, why: Why, dates: Mapping[str, Dated]) -> Any:
    """Enter an issue as received, with its first source and `first_dates`. Returns its row (record.issue_row).

    Whoever enters it starts its handling, too: at once (`begin_handling`), or by the next tick (`begin_soon`).
    """
    row = _insert(session, raised, why.at, dates)
    note_event(session, row, Change("received", became=raised.channel, dates=dates), why)
    acting = [
        (raised.raised_unit_key, RAISED),
        (raised.unit_key, RECEIVED),
        (raised.charge_unit_key, CHARGE),
    ]
    admit_each(session, row, [*acting, *((above, ABOVE) for above in raised.above)], why.at)
    add_source(session, row.key, came, why.at)
    weigh_soon(session, row.key)
    return row


def begin_soon(session: Session, issue_key: int) -> None:
    """Let the next tick start the handling of an issue."""
    session.execute(sa.insert(issue_to_begin).values(issue_key=issue_key))


def _insert(session: Session, raised: Raised, now: datetime, dates: Mapping[str, Dated]) -> Any:
    year = now.astimezone(ZONE).year
    values = {
        "unit_key": raised.unit_key,
        "year": year,
        "number": _NUMBERS.next(session, raised.unit_key, year),
        "raised_unit_key": raised.raised_unit_key,
        "place_unit_key": raised.place_unit_key,
        "area": raised.area,
        "channel": raised.channel,
        "own_mentions": _counted(raised.mentions),
        "summary": kept_text(raised.summary, longest=SUMMARY, wanted=True),
        "raised_on": raised.raised_on,
        "sitting_on": raised.sitting_on,
        "received_at": now,
        "instance_key": None,
        "sent_back": False,
        "state": FIRST_STATE,
        "category": raised.category,
        "field": field_of(raised.category),
        "programmes": [],
        "urgency": raised.urgency,
        "mentions": _counted(raised.mentions),
        "charge_unit_key": raised.charge_unit_key,
        "due_at": dates["answer"].at.astimezone(UTC) if dates else None,
        "answered_at": None,
        "directed_at": None,
        "merged_into": None,
    }
    return _ENTER.row(session, values, events=1)


def add_source(session: Session, issue_key: int, came: Came, now: datetime) -> None:
    """Keep one more time that an issue came."""
    values = {
        "issue_key": issue_key,
        "kind": came.kind,
        "unit_key": came.unit_key,
        "channel": came.channel,
        "mentions": _counted(came.mentions),
        "text": kept_text(came.text),
        "at": now,
        "report_issue_key": came.report_issue_key,
        "report_key": came.report_key,
        "period": came.period,
        "receipt": came.receipt,
        "citation": kept_text(came.citation) if came.citation else None,
    }
    _SOURCE.run(session, values)


def _counted(mentions: int) -> int:
    return max(1, min(int(mentions), MOST_MENTIONS))
