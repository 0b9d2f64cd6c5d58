"""What a transaction has written itself, and need not read again before it ends.

Only for what nobody else changes before the transaction ends: whoever writes it has claimed it, and is the one place
that writes it. Where a part of the transaction is undone (database/savepoint.py) all of it is forgotten.
"""

from collections.abc import Hashable
from typing import Any

from database.session import Session

PLACE = "just_written"
_NOTHING: tuple[Any, dict[Hashable, Any]] = (None, {})


def note_written(session: Session, name: Hashable, row: Any) -> None:
    """This transaction has written a row, which stands like this from now on."""
    transaction, rows = session.info.get(PLACE, _NOTHING)
    if transaction is None or transaction is not session.get_transaction():
        rows = {}
        session.info[PLACE] = (session.get_transaction(), rows)
    rows[name] = row


def just_written(session: Session, name: Hashable) -> Any:
    """The row as this transaction has written it last; None where it has not."""
    transaction, rows = session.info.get(PLACE, _NOTHING)
    return rows.get(name) if transaction is session.get_transaction() else None


def forget_written(session: Session) -> None:
    """A part of the transaction was undone: what it has written is to be read again."""
    session.info.pop(PLACE, None)
