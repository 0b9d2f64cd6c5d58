"""Verifications that go on, as the boards show them: what a lead owes, what each agency owes to the lead."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.subject import Subject
from workflows.verification.rows import OPINION, PART, opinion_title, part_title, verification_title
from workflows.verification.tables import (
    NOT_ANSWERED,
    NOT_GIVEN,
    verification,
    verification_opinion,
    verification_part,
)


def _still(table: sa.Table, which: sa.TextClause) -> sa.TextClause:
    """The words of a partial index, of one of the tables that are joined."""
    return sa.text(re.sub(r"\b[a-z_]+\b", rf"{table.name}.\g<0>", which.text))


_OPEN = verification.c.closed_at.is_(None)
_WHOLE = ("key", "due_at", "title", "lead_name", "requester_name", "instance_key")
_LED = sa.select(*(verification.c[name] for name in _WHOLE)).where(_OPEN)
_PARTS = (
    sa.select(
        *(verification_part.c[name] for name in ("key", "due_at", "unit_name", "instance_key")),
        verification.c.title,
        verification.c.lead_name,
        verification.c.key.label("whole"),
    )
    .join(verification, verification.c.key == verification_part.c.verification_key)
    .where(_OPEN, _still(verification_part, NOT_ANSWERED))
)
_OPINIONS = (
    sa.select(
        *(verification_opinion.c[name] for name in ("key", "due_at", "instance_key")),
        verification_part.c.unit_name,
        verification.c.title,
        verification.c.lead_name,
        verification.c.key.label("whole"),
    )
    .join(
        verification,
        sa.and_(
            verification.c.key == verification_opinion.c.verification_key,
            verification.c.round == verification_opinion.c.round,
        ),
    )
    .join(verification_part, verification_part.c.key == verification_opinion.c.part_key)
    .where(_OPEN, _still(verification_opinion, NOT_GIVEN))
)


def _led_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return _LED.where(verification.c.lead_key == unit_key)


def _asked_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    by_another = verification.c.lead_key != verification.c.requester_key
    return _LED.where(verification.c.requester_key == unit_key, by_another)


def _part_of(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _PARTS.where(verification_part.c.unit_key == unit_key, verification.c.closes_at > now)


def _parts_for(unit_key: int, now: datetime) -> sa.Select[Any]:
    """While the answers would still be taken."""
    own = verification_part.c.unit_key == unit_key
    return _PARTS.where(verification.c.lead_key == unit_key, ~own, verification.c.closes_at > now)


def _opinion_of(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _OPINIONS.where(verification_opinion.c.unit_key == unit_key, verification.c.opinions_until > now)


def _opinions_for(unit_key: int, now: datetime) -> sa.Select[Any]:
    own = verification_opinion.c.unit_key == unit_key
    return _OPINIONS.where(verification.c.lead_key == unit_key, ~own, verification.c.opinions_until > now)


def _whole(row: Any, now: datetime) -> Owed:
    other = "" if row.requester_name == row.lead_name else row.requester_name
    return _owed(
        row, now, Subject("verification", row.key), verification_title(row.title), row.lead_name, other
    )


def _part(row: Any, now: datetime) -> Owed:
    return _owed(row, now, Subject(PART, row.key), part_title(row.title), row.unit_name, row.lead_name)


def _opinion(row: Any, now: datetime) -> Owed:
    return _owed(row, now, Subject(OPINION, row.key), opinion_title(row.title), row.unit_name, row.lead_name)


def _owed(
    row: Any, now: datetime, subject: Subject, title: Mapping[str, str], from_unit: str, to_unit: str
) -> Owed:
    whole = row.key if subject.kind == "verification" else row.whole
    return Owed(
        subject=str(subject),
        title=title,
        from_unit=from_unit,
        to_unit=to_unit,
        due_at=row.due_at,
        href=f"/verifications/{whole}",
        late=row.due_at < now,
        instance_key=row.instance_key,
    )


VERIFICATIONS = (
    Ledger(
        "verifications",
        "verification",
        {"vi": "Xác minh phải kết luận", "en": "Verifications to conclude"},
        owing=_led_by,
        awaited=_asked_by,
        line=_whole,
    ),
    Ledger(
        "findings",
        PART,
        {"vi": "Kết quả cùng xác minh", "en": "Findings for a verification"},
        owing=_part_of,
        awaited=_parts_for,
        line=_part,
    ),
    Ledger(
        "opinions",
        OPINION,
        {"vi": "Ý kiến về kết luận xác minh", "en": "Opinions on a conclusion"},
        owing=_opinion_of,
        awaited=_opinions_for,
        line=_opinion,
    ),
)
