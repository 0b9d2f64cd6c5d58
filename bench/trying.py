"""What trying a year beforehand costs: every regular report of a nation of 336, 1,678 and 3,356 units.

`most_to_few` and `most_to_many` compare what a year costs for each unit: 1 where the work grows with the units, more
where it grows faster. A part of the work is the same for any number of units, so that they are below 1.
"""

import tempfile
from functools import partial
from pathlib import Path

from bench.country import HEADINGS, OPENED
from bench.processor import cpu_of
from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from organisation.import_units import import_units
from web.schema import metadata
from workflows.deadlines import ZONE, working_calendar
from workflows.deployment import shipped_files
from workflows.designer.deadline_tables import rule_in
from workflows.designer.trees import Trees
from workflows.designer.year import plan_year, windows_of_year
from workflows.seed import seed_calendar

UNITS = Path(__file__).parents[1] / "organisation" / "data" / "units_two_tier.csv"
SIZES = (336, 1678, 3356)
TIMES = 3
YEAR = 2026


def trying_a_year() -> dict[str, float]:
    """The cost of each size in CPU seconds, and of one unit of the largest against one of the others."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [_store(Path(folder) / f"{size}.db", size) for size in SIZES]
        costs = [min(cpu_of(partial(_try, store)) for _ in range(TIMES)) for store in stores]
        for store in stores:
            store.close()
    few, many, most = (cost / size for cost, size in zip(costs, SIZES, strict=True))
    return {
        **{f"{size}_units_s": cost for size, cost in zip(SIZES, costs, strict=True)},
        "most_to_few": most / few,
        "most_to_many": most / many,
    }


def _store(path: Path, size: int) -> Database:
    """The nation with so many of its units: provinces first, as they are listed."""
    migrate(sqlite_url(path), metadata)
    database = open_database(sqlite_url(path))
    rows = UNITS.read_text(encoding="utf-8").splitlines()[1:]
    rows.sort(key=lambda row: row.split(",")[2] == "commune")
    part = path.with_suffix(".csv")
    part.write_text("\n".join((HEADINGS, *rows[:size])), encoding="utf-8")
    with database.write() as session:
        import_units(session, part, now=OPENED)
        seed_calendar(session, OPENED)
    return database


def _try(database: Database) -> None:
    with database.read() as session:
        rule, calendar = rule_in(shipped_files()), working_calendar(session, OPENED)
        plan_year(windows_of_year(YEAR), rule, calendar, ZONE, Trees(session, "VN"))


if __name__ == "__main__":
    print(trying_a_year())
