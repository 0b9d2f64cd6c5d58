"""Who else has a draft open now. An editor asks every few seconds and is known to be there by asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from organisation.tables import staff
from workflows.designer.authors import author_words
from workflows.designer.tables import design_presence

EXPIRES = timedelta(seconds=60)
"""Four questions missed: the editor is closed."""
FRESH = timedelta(seconds=10)
"""Asking again within it writes nothing."""


@dataclass(frozen=True)
class Beside:
    """Somebody in the same draft, and since when."""

    name: str
    since: datetime


def others_in(session: Session, draft_key: int, staff_key: int, real_now: datetime) -> Sequence[Beside]:
    """Who else is in a draft, longest first."""
    rows = session.execute(
        sa.select(design_presence.c.since, staff.c.office, staff.c.username)
        .join(staff, staff.c.key == design_presence.c.staff_key)
        .where(
            design_presence.c.draft_key == draft_key,
            design_presence.c.staff_key != staff_key,
            design_presence.c.seen_at > real_now - EXPIRES,
        )
        .order_by(design_presence.c.since, design_presence.c.staff_key)
    )
    return [Beside(author_words(row), row.since) for row in rows]


def is_known(session: Session, draft_key: int, staff_key: int, real_now: datetime) -> bool:
    """Whether somebody was seen in a draft a moment ago."""
    seen = session.execute(
        sa.select(design_presence.c.seen_at).where(
            design_presence.c.draft_key == draft_key, design_presence.c.staff_key == staff_key
        )
    ).scalar_one_or_none()
    return seen is not None and seen > real_now - FRESH


def note_presence(session: Session, draft_key: int, staff_key: int, real_now: datetime) -> None:
    """Somebody is in a draft. Whoever comes back after having left it is there from now on."""
    put = insert_into(session, design_presence).values(
        draft_key=draft_key, staff_key=staff_key, since=real_now, seen_at=real_now
    )
    stayed = sa.case(
        (design_presence.c.seen_at > real_now - EXPIRES, design_presence.c.since), else_=put.excluded.since
    )
    session.execute(
        put.on_conflict_do_update(
            index_elements=["draft_key", "staff_key"], set_={"since": stayed, "seen_at": put.excluded.seen_at}
        )
    )
