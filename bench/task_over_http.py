"""What completing a task over HTTP costs: sign-in, form check, step, history, all in one transaction.

Compared with an empty POST to the same server, and with itself under parents of few and of many open children and
in stores of few and of many open instances. CPU of the server's process.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

from bench.clerks import ANSWERS, DONE, open_task
from bench.country import OPENED, furnish, open_month
from bench.filler import add_open_instances
from bench.processor import cpu_seconds, in_turn
from bench.serving import EMPTY, serving
from bench.visitor import Visitor
from database.session import Database
from engine.tables import instance

REPORTS = 15
ROUNDS = 5
FEW_CHILDREN, MANY_CHILDREN = 100, 3_321
SMALL_STORE, LARGE_STORE = 1_000, 100_000
EMPTY_POSTS = 2000


@dataclass
class Office:
    """A province's communes, of which the first ones send their reports during the measure."""

    database: Database
    address: str
    pid: int
    sent: int = 0

    def send_reports(self, number: int) -> float:
        """CPU milliseconds of the server for one completed task: clerks send drafts to their heads, who approve."""
        codes = [f"c{place:05}" for place in range(self.sent + 1, self.sent + number + 1)]
        self.sent += number
        tasks = [self._task(code.upper(), "draft") for code in codes]
        clerks = [Visitor(self.database, self.address, f"{code}.reporter") for code in codes]
        heads = [Visitor(self.database, self.address, f"{code}.head") for code in codes]
        before = cpu_seconds(self.pid)
        for clerk, key in zip(clerks, tasks, strict=True):
            _must_lead_on(clerk.post(f"/tasks/{key}", do="submit", _revision="0", **ANSWERS))
        spent = cpu_seconds(self.pid) - before
        tasks = [self._task(code.upper(), "approve") for code in codes]
        before = cpu_seconds(self.pid)
        for head, key in zip(heads, tasks, strict=True):
            _must_lead_on(head.post(f"/tasks/{key}", do="submit", decision="approve"))
        spent += cpu_seconds(self.pid) - before
        return spent / (2 * number) * 1000

    def _task(self, handle: str, element: str) -> int:
        found = open_task(self.database, handle, element)
        if found is None:
            raise RuntimeError(f"There is no such task: {handle} {element}")
        return found


def _must_lead_on(answer: tuple[int, str]) -> None:
    status, location = answer
    if status != DONE or "done=" not in location:
        raise RuntimeError(f"The task was not completed: {status} {location}")


def empty_posts(address: str, pid: int) -> float:
    """CPU milliseconds of the server for a POST that asks nothing of it."""
    connection = HTTPConnection(urlsplit(address).netloc)
    before = cpu_seconds(pid)
    for _ in range(EMPTY_POSTS):
        connection.request("POST", EMPTY)
        connection.getresponse().read()
    return (cpu_seconds(pid) - before) / EMPTY_POSTS * 1000


@contextmanager
def office(folder: Path, communes: int, *, instances: int = 0) -> Iterator[Office]:
    """A served store whose province waits for so many communes."""
    database = furnish(folder, communes)
    open_month(database)
    if instances:
        with database.read() as session:
            like = session.execute(sa.select(sa.func.max(instance.c.key))).scalar_one()
        add_open_instances(database, instances - communes, like)
    with serving(database.url, OPENED) as (address, pid):
        yield Office(database, address, pid)
    database.close()


def completing_a_task() -> dict[str, float]:
    """The ratios the product is held to, and the milliseconds behind them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few = stack.enter_context(office(folder / "few", FEW_CHILDREN))
        many = stack.enter_context(office(folder / "many", MANY_CHILDREN))
        small = stack.enter_context(office(folder / "small", SMALL_STORE, instances=SMALL_STORE))
        large = stack.enter_context(office(folder / "large", SMALL_STORE, instances=LARGE_STORE))
        acts: list[Callable[[], float]] = [partial(empty_posts, few.address, few.pid)]
        acts += [partial(one.send_reports, REPORTS) for one in (few, many, small, large)]
        in_turn(acts, 1)  # what is only done once, such as reading the diagram, is not a task's cost
        nothing, cost, under_many, in_small, in_large = in_turn(acts, ROUNDS)
    return {
        "empty_post_ms": nothing,
        "task_ms": cost,
        "task_to_empty_post": cost / nothing,
        "many_children_to_few": under_many / cost,
        "large_store_to_small": in_large / in_small,
    }


if __name__ == "__main__":
    print(completing_a_task())
