"""A quarter to look at in a demonstration: one small district with its April played and its quarter open.

Its wards' drafts of the quarter then have one accepted month, one that is running and one that is still to come.
"""

from datetime import date, datetime, time

from database.session import Database, Session
from engine.host import Host
from organisation.tree import tree
from organisation.units import find_unit
from workflows.deadlines import ZONE
from workflows.demo.doers import Doers
from workflows.demo.month import Progress, play, start_month
from workflows.demo.store import ROOT_CODE
from workflows.open_cycle import open_cycle

DEFINITION = "periodic_report"
APRIL, QUARTER = "2025-04", "2025-Q2"
APRIL_OPENS = datetime.combine(date(2025, 4, 8), time(8, 0), tzinfo=ZONE)
APRIL_ENDS = datetime.combine(date(2025, 4, 30), time(8, 0), tzinfo=ZONE)


def smallest_district(session: Session, on: date) -> str:
    """The code of the unit right below the root that has the fewest units below it."""
    placed = tree(session, find_unit(session, ROOT_CODE, on).key, on)
    below = {place.unit.key: 0 for place in placed if place.depth == 1}
    for place in placed:
        if place.parent_key in below:
            below[place.parent_key] += 1
    code = {place.unit.key: place.unit.code for place in placed}
    return min((count, code[key]) for key, count in below.items() if count)[1]


def play_april(database: Database, host: Host, doers: Doers, progress: Progress) -> str:
    """Play April of the smallest district, and give its code."""
    with database.read() as session:
        district = smallest_district(session, APRIL_OPENS.date())
    doers.turn_clock(APRIL_OPENS)
    cycle_key = _open(database, host, doers, APRIL, district, APRIL_OPENS)
    play(start_month(database, host, cycle_key, APRIL_OPENS, doers), APRIL_ENDS, progress)
    return district


def open_quarter(database: Database, host: Host, doers: Doers, district: str, now: datetime) -> None:
    """Open the quarter of the district, ahead of its usual day."""
    _open(database, host, doers, QUARTER, district, now)


def _open(database: Database, host: Host, doers: Doers, period: str, root_code: str, now: datetime) -> int:
    opened = open_cycle(
        database,
        host,
        definition=DEFINITION,
        period_key=period,
        root_code=root_code,
        actor="system",
        now=now,
    )
    doers.settle(now)
    return opened.cycle_key
