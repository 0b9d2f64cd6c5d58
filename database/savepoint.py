"""A part of a transaction that is kept or given up by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from database.just_written import forget_written
from database.remembering import forget
from database.session import Session


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """What is done inside stays with the transaction; if it raises, that part alone is undone and the error goes on.

    By the driver: every service task begins one, and SQLAlchemy's own cost ten times as much.
    """
    cursor: Any = session.connection.cursor()
    cursor.execute("savepoint part")
    try:
        yield
    except BaseException:
        cursor.execute("rollback to savepoint part")
        cursor.execute("release savepoint part")
        forget(session)  # what was read of reference data may have been changed in this part
        forget_written(session)
        raise
    cursor.execute("release savepoint part")
