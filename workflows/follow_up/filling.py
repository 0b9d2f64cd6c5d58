"""Filling the lists of a month in parts: each line says how its issue stands, who has it, and how long already.

The cost of a part does not depend on how many issues there are: one range of the units' index, and a few questions
about the issues of that range.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.failures import error_words
from engine.host import Host
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, OPERATOR, RECEIVER, group
from workflows.desk import desk_of
from workflows.follow_up.moving import LINES, counts_of
from workflows.follow_up.standing import confirmed_in, extensions_of, holders_of, months_of, periods_of
from workflows.follow_up.tables import (
    CONFIRMED,
    RANKS,
    RED,
    SETTLED,
    WAITING,
    follow_up,
    follow_up_line,
    follow_up_to_fill,
)
from workflows.follow_up.words import follow_up_title
from workflows.issues.list_ranges import ENDED_STAGE
from workflows.issues.tables import issue, issue_party
from workflows.offices import SYSTEM
from workflows.oversight.by_rule import send_by_rule
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS, KIND = "monthly_follow_up", "follow_up"
AT_ONCE = 200
"""Issues in one transaction: others wait for the writer."""
MOST_SECONDS = 0.5
"""A tick fills no longer than this; the next one goes on."""
AGAIN = timedelta(hours=1)
"""How long a list that could not be filled lies aside."""


def fill_some(database: Database, host: Host, now: datetime) -> None:
    """Go on with the lists that are not whole.

    One that cannot be filled holds up no other: the operators are told, once a day, and it is tried again.
    """
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        with database.read() as session:
            key = _next_list(session, now)
        if key is None:
            return
        try:
            database.transact(lambda session, key=key: fill_part(session, host, key, now))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  # whatever one of them raises, the others are filled
            with database.write() as session:
                _put_aside(session, key, error, now)


def _next_list(session: Session, now: datetime) -> int | None:
    fill = follow_up_to_fill.c
    waits = sa.or_(fill.again_at.is_(None), fill.again_at <= sa.literal(now, fill.again_at.type))
    found: int | None = session.execute(sa.select(sa.func.min(fill.follow_up_key)).where(waits)).scalar_one()
    return found


def fill_part(session: Session, host: Host, key: int, now: datetime) -> None:
    """Put the next issues into a list; after the last of them its unit is told, and asked where it is in charge."""
    one_at_a_time(session, LINES)
    query = sa.select(follow_up_to_fill.c.after_issue_key).where(follow_up_to_fill.c.follow_up_key == key)
    after = session.execute(query).scalar_one_or_none()
    if after is None:  # somebody else got there first
        return
    row = session.execute(sa.select(follow_up).where(follow_up.c.key == key)).one()
    issues = _next_issues(session, row, after)
    if issues:
        session.execute(sa.insert(follow_up_line), _lines(session, row, issues, now))
        own = [one for one in issues if one.charge_unit_key == row.unit_key and not one.stage]
        send_by_rule(session, host, own, extensions_of(session, [one.key for one in own]), row.month, now)
        session.execute(
            sa.update(follow_up_to_fill)
            .where(follow_up_to_fill.c.follow_up_key == key)
            .values(after_issue_key=issues[-1].key)
        )
    if len(issues) < AT_ONCE:
        session.execute(sa.delete(follow_up_to_fill).where(follow_up_to_fill.c.follow_up_key == key))
        _finish(session, host, row, now)


def _next_issues(session: Session, row: Any, after: int) -> Sequence[Any]:
    party = issue_party.c
    return session.execute(
        sa.select(issue, party.stage)
        .join(issue_party, party.issue_key == issue.c.key)
        .where(party.unit_key == row.unit_key, party.issue_key > after, party.stage < ENDED_STAGE)
        .order_by(party.issue_key)
        .limit(AT_ONCE)
    ).all()


def _lines(session: Session, row: Any, issues: Sequence[Any], now: datetime) -> list[dict[str, Any]]:
    keys = [one.key for one in issues]
    held, told = holders_of(session, issues), periods_of(session, keys)
    moved, stood = extensions_of(session, keys), months_of(session, row.before_key, keys)
    said = confirmed_in(session, row.month, keys)
    return [
        {
            "follow_up_key": row.key,
            "issue_key": one.key,
            "month": row.month,
            "rank": _rank(one, row, confirmed=one.key in said, now=now),
            "own": one.charge_unit_key == row.unit_key,
            "since": one.received_at,
            "state": one.state,
            "charge_unit_key": one.charge_unit_key,
            "holder": dict(held.get(one.instance_key, SYSTEM)),
            "due_at": one.due_at,
            "extensions": moved.get(one.key, 0),
            "periods": told.get(one.key, 0),
            "months": stood.get(one.key, 0),
        }
        for one in issues
    ]


def _rank(one: Any, row: Any, *, confirmed: bool, now: datetime) -> int:
    if one.stage:  # answered: whoever raised it confirms, by the issue's own task
        return SETTLED
    if confirmed:
        return CONFIRMED
    return RED if row.due_at <= now else WAITING


def _finish(session: Session, host: Host, row: Any, now: datetime) -> None:
    counted = counts_of(session, row.key)
    carried = sa.select(sa.func.count()).where(
        follow_up_line.c.follow_up_key == row.key, follow_up_line.c.months > 0
    )
    carried_on = int(session.execute(carried).scalar_one())
    gone = _lines_before(session, row.before_key) - carried_on
    session.execute(
        sa.update(follow_up)
        .where(follow_up.c.key == row.key)
        .values(**{name: counted[rank] for rank, name in RANKS.items()}, carried=carried_on, gone=gone)
    )
    asked = sa.select(follow_up_line.c.issue_key).where(
        follow_up_line.c.follow_up_key == row.key,
        follow_up_line.c.rank.in_((RED, WAITING)),
        follow_up_line.c.own,
    )
    if session.execute(asked.limit(1)).first() is not None:
        _ask(session, host, row, now)
    if counted:
        _tell(session, row, sum(counted.values()), carried_on, gone, now)


def _lines_before(session: Session, before_key: int | None) -> int:
    total = sum((follow_up.c[name] for name in RANKS.values()), sa.literal(0))
    return int(session.execute(sa.select(total).where(follow_up.c.key == before_key)).scalar() or 0)


def _ask(session: Session, host: Host, row: Any, now: datetime) -> None:
    subject = Subject(KIND, row.key)
    given = {"due": row.due_at.isoformat(), "closes": row.closes_at.isoformat()}
    start_matter(session, host, PROCESS, subject, given, unit=row.handle, actor="system", now=now)
    notify(
        session,
        key=f"{subject}:asked",
        recipients=[desk_of(session, row.handle, now)],
        words="matter_assigned",
        facts={"title": follow_up_title(row), "unit": row.unit_name, "due": row.due_at.isoformat()},
        about=str(subject),
        rule="matter_assigned",
        now=now,
    )


def _tell(session: Session, row: Any, total: int, carried: int, gone: int, now: datetime) -> None:
    subject = Subject(KIND, row.key)
    text = {
        "vi": f"có {total} vấn đề mở, {carried} từ bảng trước; {gone} vấn đề của bảng trước không còn mở",
        "en": f"{total} open, {carried} of them from the list before; {gone} of that list are no longer open",
    }
    notify(
        session,
        key=f"{subject}:opened",
        recipients=[group(row.handle, HEAD), group(row.handle, RECEIVER)],
        words="matter_told",
        facts={"title": follow_up_title(row), "unit": row.unit_name, "text": text},
        about=str(subject),
        rule="matter_told",
        now=now,
    )


def _put_aside(session: Session, key: int, error: Exception, now: datetime) -> None:
    """It is tried again later, until its month is closed."""
    row = session.execute(sa.select(follow_up).where(follow_up.c.key == key)).one()
    this = follow_up_to_fill.c.follow_up_key == key
    if row.closes_at <= now:
        session.execute(sa.delete(follow_up_to_fill).where(this))
        return
    session.execute(sa.update(follow_up_to_fill).where(this).values(again_at=now + AGAIN))
    about = str(Subject(KIND, key))
    notify(
        session,
        key=f"{about}:{local_day(now)}:not_opened",
        recipients=[group(None, OPERATOR)],
        words="follow_up_not_opened",
        facts={"unit": row.unit_name, "error": error_words(error)},
        about=about,
        rule="follow_up_not_opened",
        now=now,
    )
