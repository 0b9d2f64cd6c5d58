"""Issues that wait for an answer: each is owed by the unit in charge to the one that raised it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from workflows.boards.owed import Ledger, Owed
from workflows.issues.begin import KIND
from workflows.issues.channels import ORDINARY_URGENCY
from workflows.issues.parties import BELOW, CHARGE, OWN, RECEIVED
from workflows.issues.states import REOPENED
from workflows.issues.tables import (
    BACK_NOW,
    CAME_BACK,
    ELSEWHERE,
    NOT_ANSWERED,
    TO_ANSWER,
    URGENT_NOW,
    issue,
    issue_party,
)
from workflows.issues.words import title_in_register
from workflows.subject import Subject


def _name_of(unit_key: sa.ColumnElement[int]) -> sa.ScalarSelect[str]:
    """Looked up for the rows that are shown: what is only counted is found in the index alone."""
    return sa.select(unit.c.name).where(unit.c.key == unit_key).scalar_subquery()


_COLUMNS = (
    *(
        issue.c[name]
        for name in ("year", "number", "summary", "state", "sent_back", "urgency", "instance_key")
    ),
    _name_of(issue.c.charge_unit_key).label("charge_name"),
    _name_of(issue.c.raised_unit_key).label("raised_name"),
    _name_of(issue.c.unit_key).label("register_name"),
)
_ISSUES = sa.select(issue.c.key, issue.c.due_at, *_COLUMNS)
_PARTY = sa.select(
    issue_party.c.issue_key.label("key"), issue_party.c.ordered_at.label("due_at"), *_COLUMNS
).join_from(issue_party, issue, issue_party.c.issue_key == issue.c.key)
"""In the order of the lists of those who may see them: while somebody owes an answer, that is its date."""


def _in_charge(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _ISSUES.where(issue.c.charge_unit_key == unit_key, TO_ANSWER)


def _raised_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """What another unit is in charge of; what a unit handles itself it owes to nobody else."""
    return _ISSUES.where(issue.c.raised_unit_key == unit_key, ELSEWHERE)


def _passed_on(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """What others raised and a unit gave to another to handle: it answers for it still, and waits.

    One range of the index of lists: its open issues that others raised, however many it raised itself.
    """
    party = issue_party.c
    return _PARTY.where(
        party.unit_key == unit_key,
        party.scope == OWN,
        party.why.in_((CHARGE, RECEIVED)),
        NOT_ANSWERED,
        issue.c.charge_unit_key != party.unit_key,
        issue.c.raised_unit_key != party.unit_key,
        TO_ANSWER,
    )


def _below(unit_key: int, now: datetime) -> sa.Select[Any]:
    """One range of the index of lists: what units below raised or are in charge of, and is overdue."""
    party = issue_party.c
    late = party.ordered_at < now
    return _PARTY.where(party.unit_key == unit_key, party.scope == BELOW, NOT_ANSWERED, late, TO_ANSWER)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject(KIND, row.key)),
        title=title_in_register(row),
        from_unit=row.charge_name,
        to_unit=row.raised_name,
        due_at=row.due_at,
        href=f"/issues/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.state == REOPENED or row.sent_back,
        urgent=row.urgency != ORDINARY_URGENCY,
    )


ISSUES = Ledger(
    "issues",
    KIND,
    {"vi": "Vấn đề phải trả lời", "en": "Issues to answer"},
    owing=_in_charge,
    awaited=_raised_by,
    line=_line,
    came_back=CAME_BACK,
)
PASSED_ON = Ledger(
    "issues-passed-on",
    KIND,
    {"vi": "Vấn đề đã giao nơi khác xử lý", "en": "Issues given to others to handle"},
    owing=None,
    awaited=_passed_on,
    line=_line,
    came_back=BACK_NOW,
)
BELOW_OWE = Ledger(
    "issues-below",
    KIND,
    {"vi": "Vấn đề của các đơn vị cấp dưới", "en": "Issues of the units below"},
    owing=_below,
    awaited=None,
    line=_line,
)
"""What units below owe each other: it is on no board but that of the exceptions."""


def urgent_of(session: Session, unit_key: int, limit: int, most: int) -> tuple[Sequence[Any], int]:
    """The urgent issues to answer that a unit sees, what is due first at the top, and how many, at most `most`."""
    party = issue_party.c
    seen = sa.and_(party.unit_key == unit_key, sa.text(_URGENT))
    first = sa.select(party.issue_key).where(seen).order_by(party.ordered_at, party.issue_key).limit(limit)
    rows = session.execute(_ISSUES.where(issue.c.key.in_(first), TO_ANSWER)).all()
    some = sa.select(party.issue_key).where(seen).limit(most).subquery()
    return rows, session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


_URGENT = " AND ".join(f"issue_party.{term}" for term in URGENT_NOW.text.split(" AND "))


def urgent_line(row: Any, now: datetime) -> Owed:
    """The same as a row of a board."""
    return _line(row, now)
