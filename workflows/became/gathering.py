"""A month's events are gone through once, in bounded parts: a line for each unit that told of an issue."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.giving_way import insert_into
from database.rivals import one_at_a_time
from database.session import Database, Session
from workflows.became.months import first_day, last_complete, next_month
from workflows.became.tables import raised_line, raised_month, raised_unit
from workflows.became.telling import tell_some
from workflows.issues.merging import together
from workflows.issues.tables import STATE_CHANGED, issue, issue_event, issue_source

AT_ONCE = 500


def tell_what_became(database: Database, now: datetime) -> None:
    """Go on with the month whose word is due, a bounded part of it; the next call goes on.

    Safe on any number of processes. A store that has told of no month yet begins with the last one that is over;
    after a downtime no month is left out.
    """
    with database.read() as session:
        month = _month_to_do(session, now)
    if month is not None:
        database.transact(lambda session: _go_on(session, month, now))


def _month_to_do(session: Session, now: datetime) -> str | None:
    last = last_complete(now)
    newest = session.execute(
        sa.select(raised_month.c.month, raised_month.c.told_at).order_by(raised_month.c.month.desc()).limit(1)
    ).one_or_none()
    if newest is None or newest.month > last:
        return last if newest is None else None
    if newest.told_at is None:
        return str(newest.month)
    return next_month(newest.month) if newest.month < last else None


def _go_on(session: Session, month: str, now: datetime) -> None:
    one_at_a_time(session, "raised_month")
    this = raised_month.c.month == month
    known = session.execute(sa.select(raised_month).where(this)).one_or_none()
    if known is None:
        start = {"month": month, "day": first_day(month), "event_key": 0}
        session.execute(sa.insert(raised_month).values(**start))
        known = session.execute(sa.select(raised_month).where(this)).one()
    if known.told_at is not None:  # somebody else got there first
        return
    if known.gathered_at is None:
        session.execute(sa.update(raised_month).where(this).values(**_gather(session, known, now)))
    elif not tell_some(session, month, now):
        session.execute(sa.update(raised_month).where(this).values(told_at=now))


def _gather(session: Session, known: Any, now: datetime) -> dict[str, Any]:
    """Go through the next changes of a state. Returns how far that came."""
    after = sa.tuple_(issue_event.c.day, issue_event.c.key) > sa.tuple_(
        known.day, known.event_key, types=[issue_event.c.day.type, issue_event.c.key.type]
    )
    ends = first_day(next_month(known.month)) - timedelta(days=1)
    events = session.execute(
        sa.select(*(issue_event.c[name] for name in ("key", "day", "issue_key", "state")))
        .where(STATE_CHANGED, after, issue_event.c.day <= ends)
        .order_by(issue_event.c.day, issue_event.c.key)
        .limit(AT_ONCE)
    ).all()
    _enter(session, known.month, {row.issue_key: (row.state, row.day) for row in events})
    if len(events) < AT_ONCE:
        return {"gathered_at": now}
    return {"day": events[-1].day, "event_key": events[-1].key}


def _enter(session: Session, month: str, changed: dict[int, tuple[str, date]]) -> None:
    found = _who_told(session, list(changed)) if changed else []
    if not found:
        return
    units = [{"month": month, "unit_key": one} for one in sorted({unit for unit, _ in found})]
    session.execute(insert_into(session, raised_unit).on_conflict_do_nothing(), units)
    rows = [
        {
            "unit_key": unit,
            "month": month,
            "issue_key": key,
            "state": changed[key][0],
            "changed_on": changed[key][1],
        }
        for unit, key in found
    ]
    put = insert_into(session, raised_line)
    newer = {name: put.excluded[name] for name in ("state", "changed_on")}
    session.execute(
        put.on_conflict_do_update(index_elements=["unit_key", "month", "issue_key"], set_=newer), rows
    )


def _who_told(session: Session, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Units that told of these issues or of one that joined them, each with the issue that counts.

    One of them that has joined another itself counts no more.
    """
    told = together(sa.and_(issue.c.key.in_(keys), issue.c.merged_into.is_(None)))
    rows = session.execute(
        sa.select(issue_source.c.unit_key, told.c.into)
        .distinct()
        .join(told, told.c.key == issue_source.c.issue_key)
        .order_by(issue_source.c.unit_key, told.c.into)
    )
    return [(int(unit), int(key)) for unit, key in rows]
