"""The next number of a register: one more than the highest that was given."""

from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session


def next_number(session: Session, register: str, number: sa.ColumnElement[Any], *of: Any) -> int:
    """The next number among the rows that `of` tells; a rival who wants one of the same register waits for it."""
    one_at_a_time(session, register)
    return int(session.execute(sa.select(sa.func.max(number)).where(*of)).scalar_one() or 0) + 1
