"""The clock of a demo store: real time plus an offset that one can move. A real store has none."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa

from database.session import Database, Session
from engine.pump import earliest_due
from engine.tables import history_tables
from workflows.deadlines import ZONE, working_calendar
from workflows.errors import Refused
from workflows.tables import demo_clock


def demo_offset(session: Session) -> timedelta | None:
    """How far the demo's clock is from the real one; None in a real store."""
    seconds = session.execute(sa.select(demo_clock.c.offset_seconds)).scalar_one_or_none()
    return None if seconds is None else timedelta(seconds=seconds)


def work_time(session: Session, real_now: datetime) -> datetime:
    """The moment the reporting work believes in: the real one, in a demo store the moved one."""
    found = session.execute(sa.select(demo_clock.c.offset_seconds, demo_clock.c.stands_at)).one_or_none()
    if found is None:
        return real_now
    stands_at: datetime | None = found.stands_at
    return stands_at or real_now + timedelta(seconds=found.offset_seconds)


def clock_of(database: Database, real_now: Callable[[], datetime]) -> Callable[[], datetime]:
    """A clock that shows the work time of a store whenever it is asked."""

    def clock() -> datetime:
        with database.read() as session:
            return work_time(session, real_now())

    return clock


def stand_still(session: Session, moment: datetime, root_code: str) -> None:
    """Make the store a demonstration whose clock stands at a moment, until `mark_demo` lets it go on."""
    row = {"offset_seconds": 0, "root_code": root_code, "stands_at": moment}
    if not session.execute(sa.update(demo_clock).values(**row).returning(demo_clock.c.key)).all():
        session.execute(sa.insert(demo_clock).values(key=1, **row))


def stands_still(session: Session) -> bool:
    """Whether the store is being made into a demonstration, or that was broken off."""
    return session.execute(sa.select(demo_clock.c.stands_at)).scalar_one_or_none() is not None


def mark_demo(session: Session, moment: datetime, real_now: datetime, root_code: str) -> None:
    """From now on the store is a demonstration, and its clock shows this moment. The last thing in making one."""
    session.execute(sa.delete(demo_clock))
    session.execute(sa.insert(demo_clock).values(key=1, offset_seconds=0, root_code=root_code))
    set_demo_clock(session, moment, real_now)


def set_demo_clock(session: Session, moment: datetime, real_now: datetime) -> None:
    """Make the demo's clock show a moment from now on, never one before it. Refused in a store that is no demo."""
    moved = session.execute(
        sa.update(demo_clock)
        .values(offset_seconds=ceil((moment - real_now).total_seconds()), set_to=moment)
        .returning(demo_clock.c.key)
    ).one_or_none()
    if moved is None:
        raise Refused(
            "Chỉ kho trình diễn mới có đồng hồ chỉnh được.",
            "Only a demo store has a clock that can be moved.",
        )


def resume_demo_clock(session: Session, real_now: datetime) -> None:
    """Go on from the last thing that happened, or from where the clock was set to, whichever is later.

    While the demo stood still, so did its clock.
    """
    last = session.execute(sa.select(sa.func.max(history_tables.history.c.at))).scalar_one_or_none()
    set_to = session.execute(sa.select(demo_clock.c.set_to)).scalar_one_or_none()
    known = [moment for moment in (last, set_to) if moment is not None]
    if known:
        set_demo_clock(session, max(known), real_now)


HOUR, NEXT_DUE, WORKING_DAY = "hour", "due", "day"
STEPS = (HOUR, NEXT_DUE, WORKING_DAY)


def moment_after(session: Session, step: str, now: datetime) -> datetime:
    """The moment one of STEPS later. Never earlier than now; where nothing more is due, "due" stays.

    Refused for a step that is none of them.
    """
    if step not in STEPS:
        raise Refused("Chọn một trong các bước có sẵn.", "Choose one of the steps that are there.")
    return max(now, _after(session, step, now))


def _after(session: Session, step: str, now: datetime) -> datetime:
    if step == HOUR:
        return now + timedelta(hours=1)
    if step == NEXT_DUE:
        return earliest_due(session) or now
    local = now.astimezone(ZONE)
    following = working_calendar(session, now).add_working_days(local.date(), 1)
    return datetime.combine(following, local.time(), tzinfo=ZONE)
