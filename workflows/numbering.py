"""The next number of a register: one more than the highest that was given."""

from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.rivals import one_at_a_time
from database.session import Session


class Numbers:
    """The numbers of one kind in a table, which begin anew in each unit and year.

    Registers of the same `name` are one: a rival who wants a number in any of them waits.
    """

    def __init__(
        self, name: str, number: sa.Column[Any], *, unit: sa.Column[Any], year: sa.Column[Any]
    ) -> None:
        self._name = name
        self._highest = Prepared(
            sa.select(sa.func.max(number).label("number")).where(
                unit == sa.bindparam("of_unit"), year == sa.bindparam("of_year")
            )
        )

    def next(self, session: Session, unit_key: int | None, year: int) -> int:
        """The next number; a rival waits for it."""
        one_at_a_time(session, f"{self._name}:{unit_key}:{year}")
        given = self._highest.run(session, {"of_unit": unit_key, "of_year": year}).scalar_one()
        return int(given or 0) + 1
