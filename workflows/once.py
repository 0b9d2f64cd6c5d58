"""What a page sends twice is done once: a button pressed again leads to what the first press has made."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from json import dumps

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from workflows.tables import sent_page


def once(
    session: Session,
    staff_key: int,
    sent: Sequence[tuple[str, str]],
    make: Callable[[], int],
    *,
    now: datetime,
) -> int:
    """The key of what `make` makes, or has made when the same account sent the same fields before.

    `sent` are the fields of a form of ours: its token is made anew for each page, so no other page sends the same.
    Changed words are another matter. A rival waits. What `make` raises is raised, and then nothing was sent.
    """
    digest = sha256(dumps([staff_key, *sent]).encode()).hexdigest()
    one_at_a_time(session, f"page:{digest}")
    known = session.execute(sa.select(sent_page.c.made).where(sent_page.c.digest == digest)).scalar()
    if known is not None:
        return int(known)
    made = make()
    session.execute(sa.insert(sent_page).values(digest=digest, made=made, at=now))
    return made
