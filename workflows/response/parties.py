"""Whose lists hold a response: the unit in charge, those above it, those with a step; and whether it is closed."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from workflows.issues.parties import line_above
from workflows.response.tables import RUNNING, response, response_party


def admit(session: Session, key: int, unit_keys: Sequence[int]) -> None:
    """Let the lists of units hold a response."""
    rows = [{"response_key": key, "unit_key": one, "closed": False} for one in sorted(set(unit_keys))]
    session.execute(insert_into(session, response_party).on_conflict_do_nothing(), rows)


def admit_those_above(session: Session, now: datetime) -> None:
    """Let the lists of units that have come above others see what runs below them. For once a day."""
    rows = session.execute(
        sa.select(response.c.key, response.c.unit_key).where(RUNNING).order_by(response.c.key)
    )
    for row in rows.all():
        admit(session, row.key, [row.unit_key, *line_above(session, row.unit_key, now)])


def close_parties(session: Session, key: int) -> None:
    """The lists of those who see a response know that it is closed."""
    session.execute(sa.update(response_party).where(response_party.c.response_key == key).values(closed=True))
