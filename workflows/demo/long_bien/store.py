"""The store of the case: one district of the real tree with its agencies, staff, diagrams, programmes."""

import csv
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from database.session import Database
from organisation.import_units import import_units
from organisation.tree import tree
from organisation.units import find_unit
from workflows.clock import mark_demo
from workflows.deadlines import working_calendar
from workflows.demo.doers import Alive, Doers, on_empty_store
from workflows.demo.long_bien.acting import People
from workflows.demo.long_bien.figures import figures
from workflows.demo.long_bien.play import DEFINITION, Case
from workflows.demo.long_bien.story import (
    BEGINS,
    DISTRICT,
    ENDS,
    FIRST,
    PROGRAMMES,
    PROVINCE,
    REPORTED,
    stories,
)
from workflows.demo.opening import opens_at
from workflows.demo.playing import Stage
from workflows.demo.store import AGENCIES, DATA, THREE_TIERS, Progress, add_people, seed_and_deploy
from workflows.house import HOUSE
from workflows.issues.taxonomy import import_programmes
from workflows.plan import plan_cycles

ABOVE = ("VN", PROVINCE, DISTRICT)
GOES_ON = "2022-07"
"""From this month on reports open by themselves, for whoever goes on with the store."""


def play_case(
    url: str,
    real_now: datetime,
    password: str,
    progress: Progress,
    *,
    alive: Alive | None = None,
) -> dict[str, Any]:
    """Play the case to its end in an empty store (`on_empty_store`), and read its numbers."""
    with on_empty_store(url, DISTRICT, alive) as (database, doers):
        # first of all: whoever works beside must not go by the real one
        doers.turn_clock(BEGINS)
        _furnish(database, password, progress)
        _play(_begin(database, doers), progress)
        with database.write() as session:
            plan_cycles(session, definition=DEFINITION, root_code=DISTRICT, from_period=GOES_ON)
            mark_demo(session, ENDS, real_now, DISTRICT)
        with database.read() as session:
            return figures(session, ENDS)


def _play(case: Case, progress: Progress) -> None:
    whole = (ENDS - BEGINS).days
    case.play(ENDS, lambda now: progress("days played", (now - BEGINS).days, whole))
    progress("days played", whole, whole)


def _furnish(database: Database, password: str, progress: Progress) -> None:
    progress("units", 0, 1)
    with database.write() as session, TemporaryDirectory() as folder:
        import_units(session, _district(Path(folder)), now=BEGINS)
        import_units(session, DATA / AGENCIES, now=BEGINS)
    progress("units", 1, 1)
    with database.write() as session:
        seed_and_deploy(session, HOUSE, BEGINS)
        import_programmes(session, PROGRAMMES)
    with database.write() as session:
        add_people(session, PROVINCE, FIRST, password, now=BEGINS)


def _district(folder: Path) -> Path:
    """Of the real tree the district, what is above it, and its wards."""
    path = folder / THREE_TIERS
    with (
        (DATA / THREE_TIERS).open(encoding="utf-8", newline="") as whole,
        path.open("w", encoding="utf-8", newline="") as part,
    ):
        rows = csv.DictReader(whole)
        written = csv.DictWriter(part, rows.fieldnames or ())
        written.writeheader()
        written.writerows(row for row in rows if row["code"] in ABOVE or row["parent"] == DISTRICT)
    return path


def _begin(database: Database, doers: Doers) -> Case:
    with database.read() as session:
        placed = tree(session, find_unit(session, DISTRICT, FIRST).key, FIRST)
        case = Case(
            Stage(database, doers, BEGINS),
            HOUSE,
            People(HOUSE),
            working_calendar(session, BEGINS),
            stories(),
            {place.unit.handle: number for number, place in enumerate(placed)},
        )
        opens = {month: opens_at(session, month, DISTRICT, FIRST, BEGINS) for month in REPORTED}
    case.promise_raising()
    for month, when in opens.items():
        case.promise_cycle(month, DISTRICT, when)
    return case
