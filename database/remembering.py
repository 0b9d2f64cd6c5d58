"""What one transaction has read once and asks for again: read once, never kept for the next transaction."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from database.session import Session

Result = TypeVar("Result")
PLACE = "remembered"


def remember(session: Session, name: Hashable, make: Callable[[], Result]) -> Result:
    """The answer of `make`, asked once in a transaction. Only for what hardly ever changes.

    Whoever changes it calls `forget` in the same transaction; what others change is seen by the next one.
    """
    transaction = session.get_transaction()
    if transaction is None:  # nothing was read yet: the transaction begins with this
        return make()
    held = session.info.get(PLACE)
    if held is None or held[0] is not transaction:
        held = session.info[PLACE] = (transaction, {})
    known: dict[Hashable, Result] = held[1]
    if name not in known:
        known[name] = make()
    return known[name]


def forget(session: Session) -> None:
    """Something of that kind was changed: ask again."""
    session.info.pop(PLACE, None)
