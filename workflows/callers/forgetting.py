"""Contacts are deleted by themselves: so many days after the issue has ended, and after so many days at the latest.

Each row says when it is looked at next, so a look costs the few rows whose time has come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from workflows.callers.rule import rule_for
from workflows.callers.state import counting_issue
from workflows.callers.tables import issue_contact
from workflows.delivery.tables import WAITS, answer_delivery
from workflows.issues.begin import is_under_way
from workflows.issues.states import ANSWERED, ENDED
from workflows.issues.tables import issue_event, issue_source

AT_ONCE = 50
NEXT_LOOK = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """How many contacts there are, of how many issues that have ended, and since when the oldest."""

    contacts: int
    to_delete: int
    oldest: datetime | None


def forget_contacts(database: Database, now: datetime) -> None:
    """Delete what must go, a bounded part of it; the next call goes on. Safe on any number of processes."""
    with database.read() as session:
        if session.execute(_due(now).limit(1)).first() is None:
            return
    database.transact(lambda session: _look(session, now))


def kept_contacts(session: Session) -> Kept:
    """What an operator may know of contacts: their number, and never one of them. Each issue is looked at now."""
    rows = session.execute(sa.select(issue_contact.c.source_key, issue_contact.c.agreed_at)).all()
    ended = [row for row in rows if _ended_at(session, row.source_key) is not None]
    return Kept(len(rows), len(ended), min((row.agreed_at for row in rows), default=None))


def _due(now: datetime) -> sa.Select[Any]:
    return (
        sa.select(issue_contact.c.source_key, issue_contact.c.agreed_at)
        .where(issue_contact.c.look_at <= now)
        .order_by(issue_contact.c.look_at, issue_contact.c.source_key)
    )


def _look(session: Session, now: datetime) -> None:
    due = session.execute(_due(now).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in due:
        until = _kept_until(session, row, now)
        this = issue_contact.c.source_key == row.source_key
        if until <= now:
            session.execute(sa.delete(issue_contact).where(this))
        else:
            session.execute(sa.update(issue_contact).where(this).values(look_at=until))


def _kept_until(session: Session, contact: Any, now: datetime) -> datetime:
    """When it must go; while its issue has not ended, when it is looked at again."""
    channel = sa.select(issue_source.c.channel).where(issue_source.c.key == contact.source_key)
    rule = rule_for(session, session.execute(channel).scalar_one())
    latest: datetime = contact.agreed_at + timedelta(days=rule.longest)
    ended = _ended_at(session, contact.source_key)
    usual = now + NEXT_LOOK if ended is None else ended + timedelta(days=rule.keep)
    return min(latest, usual)


def _is_awaited(session: Session, source_key: int) -> bool:
    """Whether somebody has yet to tell this caller an answer."""
    query = sa.select(answer_delivery.c.key).where(answer_delivery.c.source_key == source_key, WAITS)
    return session.execute(query.limit(1)).first() is not None


def _ended_at(session: Session, source_key: int) -> datetime | None:
    """When all was done for a caller: his issue, or the one it joined, has ended, and nobody has yet to tell him.

    An issue has ended when it is closed, or answered and nobody is at it any more.
    """
    if _is_awaited(session, source_key):
        return None
    issue_key = session.execute(sa.select(issue_source.c.issue_key).where(issue_source.c.key == source_key))
    row = counting_issue(session, issue_key.scalar_one())
    if row.state not in ENDED and (row.state != ANSWERED or is_under_way(session, row)):
        return None
    newest = sa.select(sa.func.max(issue_event.c.at)).where(
        issue_event.c.issue_key == row.key, issue_event.c.what == "state"
    )
    ended: datetime | None = session.execute(newest).scalar_one()
    return ended or row.received_at
