"""What a tick of the pump costs when nothing is due, by how many timers wait for later."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from bench.country import OPENED, furnish, open_month
from bench.filler import add_timers
from bench.processor import cpu_of, in_turn
from database.session import Database
from engine.pump import pump
from engine.tables import timer
from workflows.house import HOUSE

COMMUNES = 20
FEW, MANY = 1_000, 1_000_000
TICKS = 300
ROUNDS = 7


@contextmanager
def waiting(folder: Path, timers: int) -> Iterator[Database]:
    """A store in which so many timers are armed, none of them due."""
    database = furnish(folder, COMMUNES)
    open_month(database)
    with database.read() as session:
        like, there = session.execute(sa.select(sa.func.max(timer.c.key), sa.func.count(timer.c.key))).one()
    add_timers(database, timers - there, like)
    yield database
    database.close()


def _ticks(database: Database) -> float:
    def tick() -> None:
        for _ in range(TICKS):
            if pump(database, HOUSE, OPENED).total:
                raise RuntimeError("Something was due.")

    return cpu_of(tick) / TICKS


def waiting_timers() -> dict[str, float]:
    """Very many waiting timers against few."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few, many = (
            stack.enter_context(waiting(folder / name, number))
            for name, number in (("few", FEW), ("many", MANY))
        )
        acts: list[Callable[[], float]] = [partial(_ticks, few), partial(_ticks, many)]
        in_turn(acts, 1)
        tick_few, tick_many = in_turn(acts, ROUNDS)
    return {"ratio": tick_many / tick_few, "few_ms": tick_few * 1000, "many_ms": tick_many * 1000}


if __name__ == "__main__":
    print(waiting_timers())
