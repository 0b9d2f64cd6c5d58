"""Inserts that give way to a row that is there. Both stores do it alike; each builds it by a name of its own."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session


def insert_into(session: Session, table: sa.Table) -> Any:
    """An insert that may go on with `on_conflict_do_nothing` or `on_conflict_do_update`, in the words of this store.

    What came of it is asked for by `returning`: the count of rows is -1 on one of the stores.
    """
    return (postgresql if session.dialect.name == "postgresql" else sqlite).insert(table)
