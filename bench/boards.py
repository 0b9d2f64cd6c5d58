"""What boards, lists and indicators cost when a register holds very many issues, and when it holds few.

The same pages of two served stores in turn, beside a page without anything in it. CPU of the server's process; the
least of several times, as other work on the machine only adds to it.

Wanted is every page among 1,000,000 issues within 3 times its own cost among 10,000, and within 10 times an empty
page. Measured on SQLite among 999,960 and 9,934 issues with all that hangs on them (274,000 proposals with 726,000
events, 270,000 directions, 111,000 issues that were raised at 5,000 sittings, 27,700 responses to service incidents
with 222,000 steps; 10.5 GB, filled in 5 minutes of CPU), on two cores that others used at the same time, which
scatters single figures by a third. The sittings are as many in both stores, as units sit as often: what differs is
how much is raised at each.

- Where both stores fill a page it costs 0.8 to 1.4 times as much: registers, indicators, counts, boards, inbox,
  closed lists, the list of a month. It is 1.5 to 2.8 times where few issues leave a list of three to ten rows and
  many fill its page: that is the writing of rows, and counting each kind of debt up to a thousand, not their number
  in the store. What is owed has 25 rows on a page for that: with 50 it was 3.4 times.
- Most pages cost 2 to 5 times an empty one (4 to 5 ms there), the indicators of a province 6 with all their drawings
  and tables, an issue 6, what is out of order and how often 41 heads received in a year 7 to 9, the morning page 8
  to 9.
- On PostgreSQL, its own processes counted, among 79,935 against 4,964 issues: 0.8 to 1.9 times. There the morning
  pages cost 9 to 14 times an empty one (7 to 10 ms) in either store, every other page less than 9 times.

A ratio that grows with the store means that some list is put in order, or counted, as a whole: look at the plans of
the statements of that page first.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.issues.filled import NOW
from bench.issues.kept import filled_store
from bench.issues.pages import Look, looks
from bench.processor import run_seconds
from bench.serving import EMPTY_PAGE, serving
from bench.visitor import Visitor
from database.session import Database

FEW, MANY = 10_000, 1_000_000
ROUNDS, VIEWS = 5, 4
OK = 200
DOCUMENTS = ("indicators_pdf", "indicators_xlsx", "proposals_xlsx")


@dataclass
class Hall:
    """A served store and those who look at its pages."""

    database: Database
    address: str
    pid: int
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def view(self, look: Look) -> float:
        """CPU milliseconds of the server for one page."""
        visitor = self.visitors.get(look.who) or Visitor(self.database, self.address, look.who)
        self.visitors[look.who] = visitor
        before = run_seconds(self.pid)
        for _ in range(VIEWS):
            status = visitor.open(look.address)
            if status != OK:
                raise RuntimeError(f"No page: {status} {look}")
        return (run_seconds(self.pid) - before) / VIEWS * 1000


@contextmanager
def hall(database: Database) -> Iterator[Hall]:
    """Serve a store."""
    with serving(database.url, NOW) as (address, pid):
        yield Hall(database, address, pid)
    database.close()


def compare(few: Database, many: Database, names: Sequence[str] = ()) -> dict[str, float]:
    """For every page its cost among few issues, and how many times as much it costs among many, and an empty page."""
    with ExitStack() as stack:
        halls = [stack.enter_context(hall(database)) for database in (few, many)]
        shown = [looks(database) for database in (few, many)]
        found: dict[str, float] = {}
        for name in names or shown[0]:
            acts = [
                partial(halls[0].view, Look(shown[0][name].who, EMPTY_PAGE)),
                *(partial(one.view, pages[name]) for one, pages in zip(halls, shown, strict=True)),
            ]
            empty, cost, among_many = least(acts)
            found[f"{name}_ms"] = cost
            found[f"{name}_many_to_few"] = among_many / cost
            found[f"{name}_to_empty"] = among_many / empty
    return found


def least(acts: Sequence[Callable[[], float]]) -> list[float]:
    """The least cost of each act over some rounds in which they take turns; the first round only warms them up."""
    rounds = [[act() for act in acts] for _ in range(ROUNDS + 1)]
    return [min(costs) for costs in zip(*rounds[1:], strict=True)]


def looking_at_boards(stores: Path | None = None) -> dict[str, float]:
    """Each page's own figures, and the highest of them; in the stores of a folder where one is given."""
    with ExitStack() as stack:
        folder = stores or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        return worst(compare(filled_store(folder, FEW), filled_store(folder, MANY)))


def worst(found: Mapping[str, float]) -> dict[str, float]:
    """The figures with the highest ratios beside them. A document is compared with itself only, not with a page."""
    highest = {
        kind: max(value for name, value in found.items() if name.endswith(kind) and not name.startswith(but))
        for kind, but in (("many_to_few", ()), ("to_empty", DOCUMENTS))
    }
    return {**found, **highest}


if __name__ == "__main__":
    print(looking_at_boards())
