"""The demos that the commands start: a whole month to count, and a store in the middle of its month."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session, open_database, sqlite_url
from organisation.tables import staff, unit
from organisation.units import find_unit
from periods.deadlines import cycle_dates
from periods.windows import period
from workflows.clock import demo_offset, mark_demo, resume_demo_clock
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.demo.counting import count_month
from workflows.demo.month import Month, closes_at, play, start_month
from workflows.demo.passwords import set_demo_password
from workflows.demo.store import ROOT_CODE, Setting, make_store, setting
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.open_cycle import open_cycle
from workflows.opening import finish_opening
from workflows.plan import plan_cycles

DEFINITION = "periodic_report"
AFTER_CLOSING = timedelta(minutes=1)
HALF_WAY = time(16, 0)

Progress = Callable[[str, int, int], None]


def play_whole_month(
    which: str, path: Path, real_now: datetime, password: str, progress: Progress
) -> dict[str, Any]:
    """Make a store at `path` (migrated, empty), play a month to its end, and count. The store stays."""
    database = open_database(sqlite_url(path))
    try:
        month = _begin(database, setting(which, real_now.astimezone(ZONE).date()), password, progress)
        with database.read() as session:
            end = closes_at(session, month.cycle_key) + AFTER_CLOSING
        _play(month, end, progress)
        with database.write() as session:
            mark_demo(session, end, real_now, ROOT_CODE)
        with database.read() as session:
            return count_month(session, month.cycle_key, end) | {"store": str(path.resolve())}
    finally:
        database.close()


def prepare_demo(database: Database, password: str, real_now: datetime, progress: Progress) -> None:
    """Have a demo store two working days before the wards' due date, made once and gone on with afterwards.

    An existing demo store keeps what was done in it; its accounts get this start's password. Refused for a store
    that holds anything else: real work never becomes a demonstration.
    """
    with database.read() as session:
        is_demo, empty = demo_offset(session) is not None, _is_empty(session)
    if not is_demo and not empty:
        raise Refused(
            "Kho này đang có dữ liệu và không phải kho trình diễn. Hãy đặt GIAOBAN_HOME là một thư mục khác.",
            "This store holds data and is no demonstration. Set GIAOBAN_HOME to another folder.",
        )
    if not is_demo:
        _make_half_month(database, password, real_now, progress)
        return
    with database.write() as session:
        set_demo_password(session, password)
        resume_demo_clock(session, real_now)


def _is_empty(session: Session) -> bool:
    """Whether nobody has put anything into a store yet."""
    rows = sa.select(sa.exists(sa.select(unit.c.key)), sa.exists(sa.select(staff.c.key)))
    return not any(session.execute(rows).one())


def _make_half_month(database: Database, password: str, real_now: datetime, progress: Progress) -> None:
    which = setting("three", real_now.astimezone(ZONE).date())
    month = _begin(database, which, password, progress)
    due = month.lowest_due_at.astimezone(ZONE).date()
    stop = datetime.combine(month.calendar.add_working_days(due, -2), HALF_WAY, tzinfo=ZONE)
    _play(month, stop, progress)
    with database.write() as session:
        plan_cycles(session, definition=DEFINITION, root_code=ROOT_CODE, from_period=which.period)
        mark_demo(session, stop, real_now, ROOT_CODE)


def _begin(database: Database, which: Setting, password: str, progress: Progress) -> Month:
    """A store with everything in it and the cycle open, at the moment the cycle opens."""
    make_store(database, HOUSE, which, password, progress)
    opens = _opens(database, which)
    with database.write() as session:
        opened = open_cycle(
            session,
            HOUSE,
            definition=DEFINITION,
            period_key=which.period,
            root_code=ROOT_CODE,
            actor="system",
            now=opens,
        )
    finish_opening(
        database, HOUSE, opened.cycle_key, opens, lambda done, of: progress("reports opened", done, of)
    )
    return start_month(database, HOUSE, opened.cycle_key, opens)


def _opens(database: Database, which: Setting) -> datetime:
    """When the cycle opens by its table: the same moment on every level."""
    with database.read() as session:
        root = find_unit(session, ROOT_CODE, which.made_at.date())
        dates = cycle_dates(
            period(which.period),
            root.level or "",
            deadline_rule(session),
            working_calendar(session, which.made_at),
            ZONE,
        )
    return dates.opens.at


def _play(month: Month, until: datetime, progress: Progress) -> None:
    first = month.now
    whole = max(1, (until - first).days)

    def tell(now: datetime, _seen: int, _waiting: int) -> None:
        progress("days played", min(whole, (now - first).days), whole)

    play(month, until, tell)
    progress("days played", whole, whole)
