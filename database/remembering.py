"""Reference data that was read once and is asked for again: read once for as long as it does not change.

What is remembered belongs to the token of the reference data (database/reference.py): every transaction of this
process that sees the same token shares it. In a store without a token it lasts as long as the transaction.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

from database.reference import token_of
from database.session import Session

Result = TypeVar("Result")
PLACE = "remembered"
TOKENS = 4
"""So many states of reference data are known at once: while one changes, some readers still see the one before."""
MOST = 50_000
"""So many answers are kept of each, every unit of a country and its day; then all are asked for again."""
Known = dict[Hashable, Any]
_NOT_YET: Any = object()


def remember(session: Session, name: Hashable, make: Callable[[], Result]) -> Result:
    """The answer of `make`, asked once. Only for what is read of reference data and never changed in memory.

    Whoever changes reference data calls `forget` in the same transaction; what others change is seen by the next one.
    """
    held = session.info.get(PLACE)
    if held is None or held[0] is not session.get_transaction():
        token = token_of(session)  # this begins the transaction where nothing was read yet
        held = _hold(session, token, {} if token is None else _shared(token))
    _transaction, token, known = held
    found: Result = known.get(name, _NOT_YET)  # at once: another thread may let go of it the next moment
    if found is not _NOT_YET:
        return found
    made = make()
    if token is not None and token_of(session) != token:
        # changed here or just now by others: what was read is no answer for those who see the token from before
        known = _hold(session, None, {})[2]
    elif len(known) >= MOST:
        known.clear()
    known[name] = made
    return made


def forget(session: Session) -> None:
    """Something of that kind was changed: ask again."""
    session.info.pop(PLACE, None)


def _hold(session: Session, token: str | None, known: Known) -> tuple[Any, str | None, Known]:
    held = session.info[PLACE] = (session.get_transaction(), token, known)
    return held


@lru_cache(maxsize=TOKENS)
def _shared(_token: str) -> Known:
    return {}
