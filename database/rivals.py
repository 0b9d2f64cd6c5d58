"""Where a rule spans rows that are not there yet, rivals are kept apart by a name."""

import hashlib

import sqlalchemy as sa

from database.remembering import forget
from database.session import Session


def one_at_a_time(session: Session, name: str) -> None:
    """Go on only when no other transaction is at what has this name; then see all that it left.

    For looking first and inserting afterwards: the next number of a register, the next version, a cycle that may be
    open already. Held until this transaction ends. On SQLite one writes alone anyway.
    """
    if session.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
        forget(session)  # what was read before is of the time before
