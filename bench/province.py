"""Eighteen months of a province, played: a step's cost there, against the plain step and against its own beginning.

Issues are raised, sorted out, verified, handled, answered, reviewed and confirmed by the diagrams with a moved clock,
and units confirm their open issues each month. A step is one advance of an instance: it starts, a task is done, a
timer fires, a job ends. CPU of this process; monthly lists and the folding of counts are in it.

`python -m bench.province` plays 200 units and 20,000 issues, `manage.py bench province` a tenth of the units and a
hundredth of the issues.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import sqlalchemy as sa

from bench.country import HEADINGS, NATION, OPENED, prepare
from bench.step import steps
from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from engine.history_tables import history
from organisation.tree import tree
from organisation.units import find_unit
from web.schema import metadata
from workflows.deadlines import working_calendar
from workflows.demo.doers import Here
from workflows.demo.long_bien.acting import People
from workflows.demo.long_bien.play import Case
from workflows.demo.long_bien.story import Story
from workflows.demo.playing import Stage
from workflows.house import HOUSE
from workflows.issues.taxonomy import seed_categories

UNITS, ISSUES = 200, 20_000
FEW_UNITS, FEW_ISSUES = 20, 200
WARDS_OF_A_DISTRICT = 19
DAYS = 546
ADVANCES = ("started", "completed", "timer fired", "job done")
CATEGORIES = ("infrastructure.lighting", "environment.waste", "order_urban.pavement", "traffic.parking")
PACES = ("prompt", "prompt", "late", "returned", "prompt", "extended", "prompt", "reopened")


def playing_a_province(units: int = FEW_UNITS, issues: int = FEW_ISSUES) -> dict[str, float]:
    """A step's cost in milliseconds early and late in the play, the plain step's, and their ratios."""
    plain = steps()["report"]["ours_ms"]
    with tempfile.TemporaryDirectory() as folder:
        database = _furnish(Path(folder), units)
        try:
            costs = _play(database, issues)
        finally:
            database.close()
    early, late = costs[: len(costs) // 3], costs[-(len(costs) // 3) :]
    spent = sum(cost for cost, _ in costs) / sum(number for _, number in costs) * 1000
    return {
        "step_to_plain": spent / plain,
        "late_to_early": _each(late) / _each(early),
        "step_ms": spent,
        "plain_ms": plain,
        "steps": sum(number for _, number in costs),
    }


def _each(costs: list[tuple[float, int]]) -> float:
    return sum(cost for cost, _ in costs) / max(1, sum(number for _, number in costs))


def _furnish(folder: Path, units: int) -> Database:
    url = sqlite_url(folder / "store.db")
    migrate(url, metadata)
    file = folder / "units.csv"
    file.write_text("\n".join((HEADINGS, *NATION, *_places(units - 1))), encoding="utf-8")
    database = open_database(url)
    with database.write() as session:
        seed_categories(session)
    prepare(database, file, "P01", OPENED.date() - timedelta(days=30))
    return database


def _places(number: int) -> Iterator[str]:
    """Districts and their wards, so many in all."""
    since = "2025-07-01,"
    for place in range(number):
        district, ward = divmod(place, WARDS_OF_A_DISTRICT + 1)
        name = f"D{district + 1:03}"
        if ward == 0:
            yield f"{name},P01,district,Quận {district + 1},quận,{since}"
        else:
            yield f"C{place:05},{name},commune,Phường {place},phường,{since}"


def _play(database: Database, issues: int) -> list[tuple[float, int]]:
    """CPU seconds and steps of each month."""
    doers = Here(database, HOUSE, "P01")
    with database.read() as session:
        root = find_unit(session, "P01", OPENED.date())
        placed = tree(session, root.key, OPENED.date())
        calendar = working_calendar(session, OPENED)
    wards = [place.unit.handle for place in placed if place.unit.level == "commune"]
    stage = Stage(database, doers, OPENED)
    places = {place.unit.handle: number for number, place in enumerate(placed)}
    case = Case(stage, HOUSE, People(HOUSE), calendar, _stories(wards, issues), places)
    case.promise_raising()
    costs = []
    for month in range(1, 19):
        began, before = process_time(), _advanced(database)
        case.play(OPENED + timedelta(days=DAYS * month // 18), lambda _: None)
        costs.append((process_time() - began, _advanced(database) - before))
    return costs


def _stories(wards: list[str], issues: int) -> list[Story]:
    """Issues of every kind, evenly over wards and days; every fourth goes up to the district."""
    return [
        Story(
            place=place,
            raised=(OPENED.date() + timedelta(days=place * (DAYS - 30) // issues)).isoformat(),
            ward=wards[place % len(wards)],
            channel="hotline",
            category=CATEGORIES[place % len(CATEGORIES)],
            urgency="urgent" if place % 10 == 0 else "normal",
            summary=f"Vấn đề số {place + 1}: cần kiểm tra tại chỗ và trả lời.",
            programme="",
            ways=(("up",), ("here",)) if place % 4 == 0 else (("here",),),
            pace=PACES[place % len(PACES)],
            ends="resolved",
            directed=False,
        )
        for place in range(issues)
    ]


def _advanced(database: Database) -> int:
    with database.read() as session:
        query = sa.select(sa.func.count()).where(history.c.what.in_(ADVANCES))
        return int(session.execute(query.select_from(history)).scalar_one())


if __name__ == "__main__":
    whole = len(sys.argv) == 1
    print(playing_a_province(*(map(int, sys.argv[1:]) if not whole else (UNITS, ISSUES))))
