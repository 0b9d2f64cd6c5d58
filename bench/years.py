"""Long times: weeks in which nothing runs, a clock that jumps, and years of cycles that open by their plans."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from bench.country import OPENED, begin_month
from bench.passing_time import Clock, clock
from bench.proof import (
    Figures,
    require,
    require_no_incidents,
    require_timers_once_in_order,
    require_whole_history,
    rows_of,
)
from database.session import Database, Session
from engine.due import has_workers
from engine.tables import instance, timer
from periods.windows import next_period, period
from workflows.deadlines import ZONE
from workflows.plan import plan_cycles
from workflows.tables import cycle

REPORT = "periodic_report"
MORNING = time(8, tzinfo=ZONE)
"""When cycles open."""
KINDS = {"month": "{year}-01", "quarter": "{year}-Q1", "year": "{year}"}
"""What is planned for the ten years, and the first period of each kind."""


def weeks_down(database: Database, days: int = 45) -> Figures:
    """Nothing runs for so many days; then everything that fell due fires once, in order, and says how late it is."""
    begin_month(database)
    with clock(database, OPENED) as shown:
        shown.show(OPENED)
        with database.read() as session:
            armed = _armed(session)
        back = OPENED + timedelta(days=days)
        passed = [key for key, due in armed.items() if due <= back]
        shown.show(back)
        with database.read() as session:
            require(
                not any(due <= back for due in _armed(session).values()), "Timers that are due did not fire."
            )
            figures = _figures(session)
            _require_lateness(session, back)
        late = shown.lateness.seconds
        if not has_workers(database):  # where many machines fire them, order is kept within each instance
            require(late == sorted(late, reverse=True), "Timers fired out of order.")
        shown.show(back)
        require(len(shown.lateness.seconds) == len(late), "A timer fired again.")
    latest = int(max(late))
    return {
        "days_down": days,
        "armed": len(armed),
        "passed": len(passed),
        "latest_seconds": latest,
        **figures,
    }


def clock_jumps(database: Database, jumps: int = 12) -> Figures:
    """The clock leaps ahead and falls back, again and again: no timer fires twice, no cycle opens twice."""
    with database.write() as session:
        plan_cycles(session, definition=REPORT, root_code="P01", from_period="2026-10")
    leap, fall = timedelta(days=10), timedelta(days=4)
    with clock(database, OPENED) as shown:
        for number in range(jumps):
            ahead = OPENED + (leap - fall) * number + leap
            shown.show(ahead)
            fired = len(shown.lateness.seconds)
            shown.show(ahead - fall)
            shown.show(ahead)
            require(len(shown.lateness.seconds) == fired, "A timer fired again after the clock fell back.")
    with database.read() as session:
        cycles = [row.period for row in session.execute(sa.select(cycle.c.period).order_by(cycle.c.period))]
        require(cycles == sorted(set(cycles)) and bool(cycles), "Cycles were opened twice or never:", cycles)
        return {"jumps": 2 * jumps, "cycles": len(cycles), **_figures(session)}


def many_years(database: Database, first: int = 2027, until: date = date(2037, 1, 1)) -> Figures:
    """Years of cycles by plan, from a year on until a day: a tick at every due moment and every morning."""
    with database.write() as session:
        for key in KINDS.values():
            plan_cycles(session, definition=REPORT, root_code="P01", from_period=key.format(year=first))
    mornings = _mornings(date(first - 1, 12, 1), until)
    with clock(database, mornings[0]) as shown:
        for morning in mornings:
            _until(shown, morning)
    with database.read() as session:
        opened = _require_openings(session, first, until)
        late = [row.data["late_seconds"] for row in rows_of(session, "timer fired")]
        require(max(late) == 0, "A timer came late:", max(late))
        leap_days = sum(f"{morning:%d/%m}" == "29/02" for morning in mornings)
        days = {"days": len(mornings), "leap_days": leap_days, "ticks": shown.ticks}
        return {**days, **opened, **_figures(session)}


def _mornings(begin: date, end: date) -> list[datetime]:
    days = (end - begin).days
    return [datetime.combine(begin + timedelta(days=number), MORNING) for number in range(days + 1)]


def _until(shown: Clock, moment: datetime) -> None:
    while (due := shown.next_due()) is not None and due < moment:
        shown.show(max(shown.now, due))
    shown.show(moment)


def _require_openings(session: Session, first: int, end: date) -> dict[str, int]:
    """Every period that the plans name, once, on its day; its windows tile, the 29th of February in exactly one."""
    found = session.execute(sa.select(cycle.c.period, cycle.c.opened_at).order_by(cycle.c.opened_at))
    opened = {row.period: row.opened_at for row in found}
    counted = Counter(period(key).kind for key in opened)
    for kind, key in KINDS.items():
        window = period(key.format(year=first))
        for _ in range(counted[kind]):  # type: ignore[index]
            require(window.key in opened, "A planned cycle was not opened:", window.key)
            following = next_period(window)
            require(following.start == window.end + timedelta(days=1), "Windows leave a gap:", window.key)
            window = following
        require(window.end >= end, "The plan stopped before its time:", window.key)
    at = [moment.astimezone(ZONE).time() for moment in opened.values()]
    require(all(moment == MORNING.replace(tzinfo=None) for moment in at), "A cycle opened at another hour.")
    return {kind: counted[kind] for kind in KINDS}  # type: ignore[index]


def _armed(session: Session) -> dict[int, datetime]:
    return {row.key: row.due_at for row in session.execute(sa.select(timer.c.key, timer.c.due_at))}


def _require_lateness(session: Session, back: datetime) -> None:
    for row in rows_of(session, "timer fired"):
        due = datetime.fromisoformat(row.data["due"])
        recorded = timedelta(seconds=row.data["late_seconds"])
        require(abs((back - due) - recorded) < timedelta(seconds=1), "Lateness is not recorded:", row.data)


def _figures(session: Session) -> Figures:
    require_no_incidents(session)
    fired = require_timers_once_in_order(session)
    ended = session.execute(sa.select(sa.func.count()).where(instance.c.status == "completed")).scalar_one()
    return {"timers_once": fired, "ended": ended, "chains_valid": require_whole_history(session)}
