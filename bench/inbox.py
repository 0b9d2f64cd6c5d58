"""What a page of the inbox costs over HTTP, the first and a later one, when few and when very many tasks are open.

All open tasks lie with the one office that looks: the worst case. CPU of the server's process.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from bench.country import OPENED, furnish, open_month
from bench.filler import add_open_tasks
from bench.processor import cpu_seconds, in_turn
from bench.serving import serving
from bench.visitor import Visitor
from engine.tables import task

COMMUNES = 100
FEW, MANY = 1_000, 1_000_000
PAGES_IN = 5
VIEWS = 20
ROUNDS = 5


@dataclass
class Desk:
    """An office with its open tasks, and somebody who looks at them."""

    visitor: Visitor
    pid: int

    def first_page(self) -> float:
        """CPU milliseconds of the server for the first page."""
        return self._views("/tasks")

    def later_page(self) -> float:
        """The same some pages on."""
        address = "/tasks"
        for _ in range(PAGES_IN):
            found = self.visitor.following(self.visitor.get(address)[1])
            if found is None:
                raise RuntimeError("There are no further pages.")
            address = found
        return self._views(address)

    def _views(self, address: str) -> float:
        before = cpu_seconds(self.pid)
        for _ in range(VIEWS):
            status, page = self.visitor.get(address)
            if status != 200 or page.count('<li class="row') < 50:  # noqa: PLR2004 - a full page
                raise RuntimeError(f"No page of tasks: {status}")
        return (cpu_seconds(self.pid) - before) / VIEWS * 1000


@contextmanager
def desk(folder: Path, tasks: int) -> Iterator[Desk]:
    """A served store in which one clerk's office has so many open tasks."""
    database = furnish(folder, COMMUNES)
    open_month(database)
    with database.read() as session:
        like = session.execute(
            sa.select(sa.func.min(task.c.key)).where(task.c.candidate_group == "C00001.reporter")
        ).scalar_one()
    add_open_tasks(database, tasks - 1, like)
    with serving(database.url, OPENED) as (address, pid):
        yield Desk(Visitor(database, address, "c00001.reporter"), pid)
    database.close()


def looking_at_the_inbox() -> dict[str, float]:
    """Very many open tasks against few, for the first page and for a later one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few, many = (
            stack.enter_context(desk(folder / name, tasks)) for name, tasks in (("few", FEW), ("many", MANY))
        )
        acts: list[Callable[[], float]] = [
            *(partial(Desk.first_page, one) for one in (few, many)),
            *(partial(Desk.later_page, one) for one in (few, many)),
        ]
        in_turn(acts, 1)
        first_few, first_many, later_few, later_many = in_turn(acts, ROUNDS)
    return {
        "first_page_ms": first_few,
        "first_page_many_to_few": first_many / first_few,
        "later_page_many_to_few": later_many / later_few,
    }


if __name__ == "__main__":
    print(looking_at_the_inbox())
