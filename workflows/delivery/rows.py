"""Reading deliveries: one, those of an issue, and what has not arrived in a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.delivery.tables import WAITS, answer_delivery, answer_delivery_try
from workflows.delivery.words import HOW, NOT_REACHED, ON_ITS_WAY, OUTCOMES
from workflows.issues.tables import issue
from workflows.leafing import Leaf, leaf

Words = Mapping[str, str]
PAGE = 50
"""Rows of each list on a page."""

DELIVERIES = (
    sa.select(
        answer_delivery,
        issue.c.number,
        issue.c.year,
        issue.c.summary,
        issue.c.category,
        unit.c.name.label("unit_name"),
        unit.c.handle,
    )
    .join(issue, issue.c.key == answer_delivery.c.issue_key)
    .join(unit, unit.c.key == answer_delivery.c.unit_key)
)


@dataclass(frozen=True)
class Delivery:
    """One delivery in words, with every time that it was tried, newest first."""

    row: Any
    outcome: Words
    how: Words | None
    tries: Sequence["Try"]


@dataclass(frozen=True)
class Try:
    """One try in words."""

    row: Any
    outcome: Words
    how: Words | None


@dataclass(frozen=True)
class Listed:
    """One page of a list, and which of how many it is."""

    rows: Sequence[Any]
    leaf: Leaf


@dataclass(frozen=True)
class Undelivered:
    """What has not arrived: what somebody has to hand over, first due first, and what was given up, newest first."""

    waiting: Listed
    given_up: Listed


@dataclass(frozen=True)
class Owing:
    """A unit that has to hand over the answer to an issue: to how many callers, and by when to the first of them."""

    unit_name: str
    callers: int
    due_at: datetime


def delivery_row(session: Session, key: int) -> Any:
    """A delivery with its issue's number and words."""
    return session.execute(DELIVERIES.where(answer_delivery.c.key == key)).one()


def deliveries_of(session: Session, issue_key: int, page: int = 1) -> Listed:
    """How the answers to an issue went back, newest first, as `Delivery`."""
    newest = (answer_delivery.c.made_at.desc(), answer_delivery.c.key.desc())
    listed = _listed(session, (answer_delivery.c.issue_key == issue_key,), newest, page)
    tries = _tries(session, [row.key for row in listed.rows])
    told = [
        Delivery(
            row,
            OUTCOMES[row.outcome] if row.outcome else ON_ITS_WAY[row.path],
            HOW.get(row.how or ""),
            tries.get(row.key, []),
        )
        for row in listed.rows
    ]
    return Listed(told, listed.leaf)


def owing(session: Session, issue_key: int) -> Sequence[Owing]:
    """The units that have yet to tell callers the answer to an issue, by name."""
    rows = session.execute(
        sa.select(unit.c.name, sa.func.count(), sa.func.min(answer_delivery.c.due_at))
        .join(unit, unit.c.key == answer_delivery.c.unit_key)
        .where(answer_delivery.c.issue_key == issue_key, WAITS)
        .group_by(unit.c.key, unit.c.name)
        .order_by(unit.c.name, unit.c.key)
    )
    return [Owing(*row) for row in rows]


def undelivered(session: Session, viewer: Viewer, page: int = 1) -> Undelivered:
    """What has not arrived, of the viewer's units: two ranges of indexes, however much has."""
    own = answer_delivery.c.unit_key.in_(sorted(viewer.unit_keys()))
    first_due = (answer_delivery.c.due_at, answer_delivery.c.key)
    newest = (answer_delivery.c.at.desc(), answer_delivery.c.key.desc())
    return Undelivered(
        _listed(session, (own, WAITS), first_due, page),
        _listed(session, (own, answer_delivery.c.outcome == NOT_REACHED), newest, page),
    )


def _listed(session: Session, where: Sequence[Any], order: Sequence[Any], page: int) -> Listed:
    counted = sa.select(sa.func.count()).select_from(answer_delivery).where(*where)
    at = leaf(session.execute(counted).scalar_one(), page, PAGE)
    query = DELIVERIES.where(*where).order_by(*order).limit(PAGE).offset(at.before)
    return Listed(session.execute(query).all(), at)


def _tries(session: Session, keys: Sequence[int]) -> dict[int, list[Try]]:
    rows = session.execute(
        sa.select(answer_delivery_try)
        .where(answer_delivery_try.c.delivery_key.in_(list(keys)))
        .order_by(answer_delivery_try.c.delivery_key, answer_delivery_try.c.number.desc())
    )
    found: dict[int, list[Try]] = {}
    for row in rows:
        found.setdefault(row.delivery_key, []).append(Try(row, OUTCOMES[row.outcome], HOW.get(row.how or "")))
    return found
