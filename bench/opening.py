"""What opening the nation's cycle costs: 3,356 units on two tiers, one instance and one draft to write for each.

`longest_hold_ms` is the longest that anybody else would have waited for the writer, `expecting_hold_ms` the longest
before the first instance had started.

The unfolding is compared with a bare loop that inserts the same rows of the engine in as many transactions.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.country import OPENED, begin_month, prepare
from bench.processor import cpu_of
from database.migrate import migrate
from database.session import Database, Session, open_database, sqlite_url
from engine.pump import pump
from engine.tables import fan_child, history_tables, instance, task, timer
from web.schema import metadata
from web.standing import leave_standing
from workflows.house import HOUSE

NATION = "VN"
UNITS = Path(__file__).parents[1] / "organisation" / "data" / "units_two_tier.csv"
TABLES = (instance, task, timer, fan_child, history_tables.history)


def opening_the_nation() -> dict[str, float]:
    """The ratio, and the longest hold on the writer in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        database = _furnished(Path(folder) / "store.db")
        leave_standing()  # as `serve` does
        holds = _watch(database)
        begin_month(database, NATION)
        expecting, begun = max(holds), len(holds)
        ours = cpu_of(lambda: pump(database, HOUSE, OPENED))
        rows = _rows(database)
        database.close()
        bare = _bare_loop(Path(folder) / "bare.db", rows, len(holds) - begun)
    return {
        "ratio": ours / bare,
        "units": len(rows[instance.name]),
        "ours_s": ours,
        "bare_s": bare,
        "longest_hold_ms": max(holds) * 1000,
        "expecting_hold_ms": expecting * 1000,
    }


def _furnished(path: Path) -> Database:
    migrate(sqlite_url(path), metadata)
    database = open_database(sqlite_url(path))
    prepare(database, UNITS, NATION, OPENED.date())
    return database


def _watch(database: Database) -> list[float]:
    """Measure every hold on the writer."""
    holds: list[float] = []
    write = database.write

    @contextmanager
    def measured() -> Iterator[Session]:
        with write() as session:
            began = time.perf_counter()
            yield session
        holds.append(time.perf_counter() - began)

    database.write = measured  # type: ignore[method-assign]
    return holds


def _rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.read() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(
                    sa.select(*(column for column in table.columns if column.computed is None))
                ).mappings()
            ]
            for table in TABLES
        }


def _bare_loop(path: Path, rows: dict[str, list[dict[str, Any]]], batches: int) -> float:
    """CPU seconds for writing these rows in so many transactions, and nothing else."""
    migrate(sqlite_url(path), metadata)
    database = open_database(sqlite_url(path))
    with database.writer.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma foreign_keys=off")  # what they point at is not written

    def write() -> None:
        for number in range(batches):
            with database.write() as session:
                for table in TABLES:
                    for row in _share(rows[table.name], number, batches):
                        session.execute(sa.insert(table), row)

    spent = cpu_of(write)
    database.close()
    return spent


def _share(rows: list[dict[str, Any]], number: int, of: int) -> list[dict[str, Any]]:
    """The part of a table's rows that goes with one batch."""
    return rows[len(rows) * number // of : len(rows) * (number + 1) // of]


if __name__ == "__main__":
    print(opening_the_nation())
