"""Reading deliveries: one, those of an issue, and what has not arrived in a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.delivery.tables import WAITS, answer_delivery, answer_delivery_try
from workflows.delivery.words import HOW, NOT_REACHED, ON_ITS_WAY, OUTCOMES
from workflows.issues.tables import issue

Words = Mapping[str, str]
SHOWN = 50
"""Of an issue, and of each list of what has not arrived."""

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
class Undelivered:
    """What has not arrived: what somebody has to hand over, first due first, and what was given up, newest first."""

    waiting: Sequence[Any]
    given_up: Sequence[Any]
    more: bool


def delivery_row(session: Session, key: int) -> Any:
    """A delivery with its issue's number and words."""
    return session.execute(DELIVERIES.where(answer_delivery.c.key == key)).one()


def deliveries_of(session: Session, issue_key: int) -> Sequence[Delivery]:
    """How the answers to an issue went back, newest first: fifty, and one more that says that there are more."""
    newest = (answer_delivery.c.made_at.desc(), answer_delivery.c.key.desc())
    found = session.execute(
        DELIVERIES.where(answer_delivery.c.issue_key == issue_key).order_by(*newest).limit(SHOWN + 1)
    ).all()
    tries = _tries(session, [row.key for row in found])
    return [
        Delivery(
            row,
            OUTCOMES[row.outcome] if row.outcome else ON_ITS_WAY[row.path],
            HOW.get(row.how or ""),
            tries.get(row.key, []),
        )
        for row in found
    ]


def undelivered(session: Session, viewer: Viewer) -> Undelivered:
    """What has not arrived, of the viewer's units: two ranges of indexes of fifty rows each, however much has."""
    own = answer_delivery.c.unit_key.in_(sorted(viewer.unit_keys()))
    waiting = session.execute(
        DELIVERIES.where(own, WAITS)
        .order_by(answer_delivery.c.due_at, answer_delivery.c.key)
        .limit(SHOWN + 1)
    ).all()
    given_up = session.execute(
        DELIVERIES.where(own, answer_delivery.c.outcome == NOT_REACHED)
        .order_by(answer_delivery.c.at.desc(), answer_delivery.c.key.desc())
        .limit(SHOWN + 1)
    ).all()
    return Undelivered(waiting[:SHOWN], given_up[:SHOWN], max(len(waiting), len(given_up)) > SHOWN)


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
