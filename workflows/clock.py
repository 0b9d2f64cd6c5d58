"""The clock of a demo store: real time plus an offset that one can move. A real store has none."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from engine.tables import history_tables
from workflows.errors import Refused
from workflows.tables import demo_clock


def demo_offset(session: Session) -> timedelta | None:
    """How far the demo's clock is from the real one; None in a real store."""
    seconds = session.execute(sa.select(demo_clock.c.offset_seconds)).scalar_one_or_none()
    return None if seconds is None else timedelta(seconds=seconds)


def set_demo_clock(session: Session, moment: datetime, real_now: datetime) -> None:
    """Make the demo's clock show a moment from now on. Refused in a store that is no demo."""
    moved = session.execute(
        sa.update(demo_clock)
        .values(offset_seconds=round((moment - real_now).total_seconds()))
        .returning(demo_clock.c.key)
    ).one_or_none()
    if moved is None:
        raise Refused(
            "Chỉ kho trình diễn mới có đồng hồ chỉnh được.",
            "Only a demo store has a clock that can be moved.",
        )


def resume_demo_clock(session: Session, real_now: datetime) -> None:
    """Go on from the last thing that happened: while the demo stood still, so did its clock."""
    last = session.execute(sa.select(sa.func.max(history_tables.history.c.at))).scalar_one_or_none()
    if last is not None:
        set_demo_clock(session, last, real_now)
