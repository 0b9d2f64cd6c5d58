"""Crashes, races and long times on both stores: `python -m bench.unharmed [--part N]`, part of `make soak`.

Every proof prints a line of figures; the first that fails ends the run with 1. `--part 20` takes a twentieth of the
numbers.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from bench import killed, outages, races, years
from bench.country import furnish
from bench.proof import Figures, ProofFailed
from database.session import Database
from tests.postgresql import Server, server

KILLS, INSTANCES, RESTARTS = 200, 10_000, 20
RACES, FORMS, COPIES = 1_000, 500, 50
COMMUNES_OF_THE_DISKS = 100
FIRST_YEAR, YEARS = 2027, 10

Proof = Callable[[Database, Path], Figures]


def main() -> None:
    """All of them, on SQLite and on a PostgreSQL of their own; `--only` takes those whose names hold a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=int, default=1, help="take so many times less of everything")
    parser.add_argument("--only", default="", help="a word of the names to run")
    asked = parser.parse_args()
    with server() as postgresql:
        wanted = [
            (f"{name}, {store}", communes, proof, postgresql if store == "postgresql" else None)
            for name, communes, proof in _proofs(asked.part, postgresql)
            for store in ("sqlite", "postgresql")
            if asked.only in f"{name}, {store}" and _fits(name, store)
        ]
        if not wanted:
            sys.exit(f"No proof is called “{asked.only}”.")
        for each in wanted:
            _prove(*each)


def _proofs(part: int, postgresql: Server) -> list[tuple[str, int, Proof]]:
    units, kills, restarts = INSTANCES // part, max(1, KILLS // part), max(1, RESTARTS // part)
    run, sent = max(2, RACES // part), max(2, FORMS // part)
    until = date(FIRST_YEAR + max(1, YEARS // part), 1, 1)
    return [
        ("45 days down", 20, lambda store, _home: years.weeks_down(store)),
        ("clock jumps", 20, lambda store, _home: years.clock_jumps(store)),
        ("races", max(8, run), lambda store, _home: races.races(store, run)),
        ("double submits", sent, lambda store, _home: races.double_submits(store, sent, COPIES)),
        ("full and read-only disk", COMMUNES_OF_THE_DISKS, partial(_disks, communes=COMMUNES_OF_THE_DISKS)),
        ("killed", units, lambda store, home: killed.killed(store, home, units, kills)),
        (
            "PostgreSQL stopped at once",
            units // 10,
            lambda store, home: outages.restarts(store, postgresql, home, units // 10, restarts),
        ),
        ("years", 2, lambda store, _home: years.many_years(store, FIRST_YEAR, until)),
    ]


def _disks(store: Database, _home: Path, communes: int) -> Figures:
    return outages.failing_disks(store, communes)


def _fits(name: str, store: str) -> bool:
    """A disk is failed through SQLite's own means, a server stopped where there is one."""
    if "disk" in name:
        return store == "sqlite"
    return store == "postgresql" or not name.startswith("PostgreSQL")


def _prove(name: str, communes: int, proof: Proof, postgresql: Server | None) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        database = furnish(Path(folder), communes, postgresql.new() if postgresql else None)
        try:
            figures = proof(database, Path(folder) / "home")
        except ProofFailed as failed:
            print(f"{name}: FAILED. {failed}")
            sys.exit(1)
        finally:
            database.close()
            if postgresql:
                postgresql.drop(database.url)
    said = ", ".join(f"{word} {figure}" for word, figure in figures.items())
    print(f"{name}: {said}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
