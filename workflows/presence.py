"""Who else is in a draft now: whoever opened or saved it in the last minutes, by office and account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.giving_way import insert_into
from database.prepared import Prepared
from database.session import Session
from organisation.tables import staff
from workflows.tables import draft_presence

EXPIRES = timedelta(minutes=10)
"""Whoever has neither opened nor saved the draft for so long has left it."""
FRESH = timedelta(minutes=1)
"""A page opened again within it writes nothing."""


@dataclass(frozen=True)
class Beside:
    """A colleague in the same draft, and since when."""

    office: Mapping[str, str]
    account: str
    since: datetime


def others_in(session: Session, place: str, staff_key: int, now: datetime) -> Sequence[Beside]:
    """Who else is in a draft, longest first."""
    rows = session.execute(
        sa.select(draft_presence, staff.c.username)
        .join(staff, staff.c.key == draft_presence.c.staff_key)
        .where(
            draft_presence.c.place == place,
            draft_presence.c.staff_key != staff_key,
            draft_presence.c.seen_at > now - EXPIRES,
        )
        .order_by(draft_presence.c.since, draft_presence.c.staff_key)
    )
    return [Beside(row.office, row.username, row.since) for row in rows]


def is_known(session: Session, place: str, staff_key: int, now: datetime) -> bool:
    """Whether somebody was seen in a draft within the last minute."""
    found = session.execute(
        sa.select(draft_presence.c.seen_at).where(
            draft_presence.c.place == place, draft_presence.c.staff_key == staff_key
        )
    ).scalar_one_or_none()
    return found is not None and found > now - FRESH


def note_presence(
    session: Session, place: str, staff_key: int, office: Mapping[str, str], now: datetime
) -> None:
    """Somebody is in a draft. Whoever comes back after having left it is there from now on."""
    mine = (draft_presence.c.place == place, draft_presence.c.staff_key == staff_key)
    stayed = sa.case((draft_presence.c.seen_at > now - EXPIRES, draft_presence.c.since), else_=_moment(now))
    seen = session.execute(
        sa.update(draft_presence)
        .where(*mine)
        .values(since=stayed, seen_at=now)
        .returning(draft_presence.c.staff_key)
    ).one_or_none()
    if seen is None:
        session.execute(
            insert_into(session, draft_presence)
            .values(place=place, staff_key=staff_key, office=dict(office), since=now, seen_at=now)
            .on_conflict_do_nothing()  # another page of his was faster
        )


_LEAVE = Prepared(sa.delete(draft_presence).where(draft_presence.c.place == sa.bindparam("of")))


def leave_draft(session: Session, place: str) -> None:
    """The draft was sent: nobody is in it any more."""
    _LEAVE.run(session, {"of": place})


def _moment(now: datetime) -> sa.BindParameter[datetime]:
    return sa.bindparam("seen_now", now, type_=draft_presence.c.since.type)
