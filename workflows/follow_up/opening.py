"""Opening a month by itself: a list for every unit that has open issues, its own or below, once a unit and month.

Safe on any number of processes. The month is opened in one short transaction; its lists are filled afterwards
in parts (`filling.py`), so that nobody waits long for the writer.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.failures import error_words
from engine.host import Host
from notifications.outbox import notify
from organisation.days import in_force, local_day
from organisation.roles import OPERATOR, group
from organisation.tables import route, unit
from periods.dated import from_json
from workflows.follow_up.clock import month_dates, month_of
from workflows.follow_up.filling import fill_some
from workflows.follow_up.plan import move_on, plan_first, planned_month
from workflows.follow_up.tables import follow_up, follow_up_to_fill
from workflows.issues.parties import SCOPE_OF
from workflows.issues.states import ANSWERED
from workflows.issues.tables import NOT_ANSWERED, NOT_OVER, issue_party

CLAIM = "follow_up:month"
NOTHING_YET = 0
_ABOVE = (
    sa.select(sa.func.min(route.c.to_unit))
    .where(route.c.from_unit == unit.c.key, in_force(route, sa.bindparam("day")))
    .scalar_subquery()
)


def open_follow_ups(database: Database, host: Host, now: datetime) -> None:
    """Open the month whose time has come, and go on with the lists that are not whole, a bounded part of them.

    What cannot be opened holds up nothing else: the operators are told why, once a day; the next call tries again.
    """
    with database.read() as session:
        plan = planned_month(session)
    if plan is None:
        _try(database, now, lambda: _plan_first(database, now))
    elif plan.opens_at <= now:
        _try(database, now, lambda: database.transact(partial(open_month, now=now)))
    fill_some(database, host, now)


def open_month(session: Session, now: datetime) -> None:
    """Put down the empty lists of the planned month, and plan the next; nothing where a rival has done so since."""
    one_at_a_time(session, CLAIM)
    plan = planned_month(session)
    if plan is None or plan.opens_at > now:  # somebody else got there first
        return
    dates = {name: from_json(plan.dates[name]) for name in ("due", "closes")}
    if dates["closes"].at > now:
        same = {
            "month": plan.month,
            "opened_at": now,
            "due_at": dates["due"].at,
            "closes_at": dates["closes"].at,
            "dates": plan.dates,
        }
        _put_lists(session, same, now)
    move_on(session, plan.month, now)


def _put_lists(session: Session, same: dict[str, object], opened_at: datetime) -> None:
    month = same["month"]
    newest = (
        sa.select(follow_up.c.unit_key, sa.func.max(follow_up.c.month).label("month"))
        .where(follow_up.c.month < month)
        .group_by(follow_up.c.unit_key)
        .subquery()
    )
    before = {
        row.unit_key: row.key
        for row in session.execute(
            sa.select(follow_up.c.unit_key, follow_up.c.key).join(
                newest,
                sa.and_(newest.c.unit_key == follow_up.c.unit_key, newest.c.month == follow_up.c.month),
            )
        )
    }
    rows = session.execute(
        sa.select(unit.c.key, unit.c.handle, unit.c.name, _ABOVE.label("above_unit_key"))
        .where(_has_open_issues())
        .order_by(unit.c.key),
        {"day": local_day(opened_at)},
    ).all()
    if not rows:
        return
    lists = [
        {
            "unit_key": row.key,
            "handle": row.handle,
            "unit_name": row.name,
            "above_unit_key": row.above_unit_key,
            "before_key": before.get(row.key),
            **same,
        }
        for row in rows
    ]
    session.execute(sa.insert(follow_up), lists)
    made = sa.select(follow_up.c.key, sa.literal(NOTHING_YET)).where(follow_up.c.month == month)
    session.execute(sa.insert(follow_up_to_fill).from_select(["follow_up_key", "after_issue_key"], made))


def _has_open_issues() -> sa.ColumnElement[bool]:
    """Two probes of the lists' indexes for each scope: what is to be answered, and what was and is not confirmed."""
    party = issue_party.c
    return sa.or_(
        *(
            sa.exists().where(party.unit_key == unit.c.key, party.scope == scope, still_open)
            for scope in sorted(set(SCOPE_OF.values()))
            for still_open in (NOT_ANSWERED, sa.and_(party.state == ANSWERED, NOT_OVER))
        )
    )


def _plan_first(database: Database, now: datetime) -> None:
    with database.read() as session:
        if month_dates(session, month_of(local_day(now)), now) is None:
            return
    database.transact(partial(_plan_once, now=now))


def _plan_once(session: Session, now: datetime) -> None:
    one_at_a_time(session, CLAIM)
    if planned_month(session) is None:
        plan_first(session, now)


def _try(database: Database, now: datetime, act: Callable[[], None]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001  # whatever it raises, the rest of the tick goes on
        with database.write() as session:
            notify(
                session,
                key=f"follow_up:{local_day(now)}:not_opened",
                recipients=[group(None, OPERATOR)],
                words="follow_up_not_opened",
                facts={"unit": "", "error": error_words(error)},
                about="follow_up",
                rule="follow_up_not_opened",
                now=now,
            )
