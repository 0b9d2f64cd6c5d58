"""The demos that the commands start: a whole month to count, and a store in the middle of its month."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from database.session import Database
from workflows.clock import demo_offset, mark_demo, resume_demo_clock, stands_still
from workflows.deadlines import ZONE
from workflows.demo.counting import count_month
from workflows.demo.doers import Alive, Doers, Here, on_empty_store
from workflows.demo.empty import is_empty, refuse_filled
from workflows.demo.month import Month, closes_at, play, start_month
from workflows.demo.opening import opens_at
from workflows.demo.passwords import set_demo_password
from workflows.demo.quarter import APRIL_OPENS, open_quarter, play_april
from workflows.demo.receptions import receive_citizens
from workflows.demo.responses import respond_to_a_flood
from workflows.demo.reviews import open_reviews
from workflows.demo.store import ROOT_CODE, Setting, make_store, setting
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.open_cycle import open_cycle
from workflows.plan import plan_cycles

DEFINITION = "periodic_report"
AFTER_CLOSING = timedelta(minutes=1)
HALF_WAY = time(16, 0)

Progress = Callable[[str, int, int], None]


def play_whole_month(
    which: str,
    url: str,
    real_now: datetime,
    password: str,
    progress: Progress,
    *,
    alive: Alive | None = None,
) -> dict[str, Any]:
    """Play a month to its end in an empty store (`on_empty_store`), and count."""
    with on_empty_store(url, ROOT_CODE, alive) as (database, doers):
        which_month = setting(which, real_now.astimezone(ZONE).date())
        # first of all: whoever works beside must not go by the real one
        doers.turn_clock(which_month.made_at)
        make_store(database, HOUSE, which_month, password, progress)
        month = _begin(database, which_month, progress, doers)
        with database.read() as session:
            end = closes_at(session, month.cycle_key) + AFTER_CLOSING
        _play(month, end, progress)
        with database.write() as session:
            mark_demo(session, end, real_now, ROOT_CODE)
        with database.read() as session:
            return count_month(session, month.cycle_key, end)


def prepare_demo(database: Database, password: str, real_now: datetime, progress: Progress) -> None:
    """Have a demo store two working days before the wards' due date, made once and gone on with afterwards.

    An existing demo store keeps what was done in it; its accounts get this start's password. Refused for a store
    that holds anything else: real work never becomes a demonstration; and for one that is being made into one, or
    of which that was broken off.
    """
    with database.read() as session:
        is_demo, empty, unfinished = (
            demo_offset(session) is not None,
            is_empty(session),
            stands_still(session),
        )
    if not is_demo and not empty:
        raise refuse_filled()
    if unfinished:
        raise _refuse_unfinished()
    if not is_demo:
        _make_half_month(database, password, real_now, progress)
        return
    with database.write() as session:
        set_demo_password(session, password)
        resume_demo_clock(session, real_now)


def _refuse_unfinished() -> Refused:
    return Refused(
        "Kho này đang được lập thành kho trình diễn, hoặc việc lập đã dở dang. Đợi lệnh kia xong, hoặc đặt "
        "GIAOBAN_DATABASE_URL là một cơ sở dữ liệu trống.",
        "This store is being made into a demonstration, or that was broken off. Wait until the other command is "
        "done, or set GIAOBAN_DATABASE_URL to an empty database.",
    )


def _make_half_month(database: Database, password: str, real_now: datetime, progress: Progress) -> None:
    which = setting("three", real_now.astimezone(ZONE).date())
    doers = Here(database, HOUSE, ROOT_CODE)
    # first of all: whoever works beside must not go by the real one
    doers.turn_clock(APRIL_OPENS)
    make_store(database, HOUSE, which, password, progress)
    progress("month before", 0, 1)
    district = play_april(database, HOUSE, doers, lambda *_: None)
    progress("month before", 1, 1)
    month = _begin(database, which, progress, doers)
    due = month.lowest_due_at.astimezone(ZONE).date()
    stop = datetime.combine(month.calendar.add_working_days(due, -2), HALF_WAY, tzinfo=ZONE)
    _play(month, stop, progress)
    progress("quarter", 0, 1)
    doers.turn_clock(stop)
    open_quarter(database, HOUSE, doers, district, stop)
    open_reviews(database, HOUSE, doers, stop)
    receive_citizens(database, HOUSE, doers, stop)
    respond_to_a_flood(database, HOUSE, doers, stop)
    progress("quarter", 1, 1)
    with database.write() as session:
        plan_cycles(session, definition=DEFINITION, root_code=ROOT_CODE, from_period=which.period)
        mark_demo(session, stop, real_now, ROOT_CODE)


def _begin(database: Database, which: Setting, progress: Progress, doers: Doers) -> Month:
    """The month's cycle open in a furnished store, at the moment it opens."""
    with database.read() as session:
        opens = opens_at(session, which.period, ROOT_CODE, which.made_at.date(), which.made_at)
    doers.turn_clock(opens)
    opened = open_cycle(
        database,
        HOUSE,
        definition=DEFINITION,
        period_key=which.period,
        root_code=ROOT_CODE,
        actor="system",
        now=opens,
    )
    progress("reports opened", 0, opened.units)
    doers.settle(opens)
    progress("reports opened", opened.units, opened.units)
    return start_month(database, HOUSE, opened.cycle_key, opens, doers)


def _play(month: Month, until: datetime, progress: Progress) -> None:
    first = month.stage.now
    whole = max(1, (until - first).days)

    def tell(now: datetime) -> None:
        progress("days played", min(whole, (now - first).days), whole)

    play(month, until, tell)
    progress("days played", whole, whole)
