"""What each kind of step costs while a case is played: CPU of this process, without what only the player does.

The player looks for the next moment and for new tasks, signs people in and thinks up answers. A step is what the
product then does: take an issue down, send a task, fire a timer, do a job, and the commit of each.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from time import process_time
from typing import Any

from typing_extensions import override

from database.session import Database, Session
from engine.host import Host
from engine.turns import Turn, next_due, take_turn
from workflows.demo.doers import Doers
from workflows.demo.long_bien.acting import People
from workflows.demo.long_bien.story import Story

WARM = 5
"""So many of each kind are not counted: they read diagrams, forms and tables, and work the calendar out."""
PAGE = "page"
TURNS = {Turn.TIMER: "timer", Turn.JOB: "job"}


@dataclass
class Spent:
    """CPU seconds of every step by its kind, in order, and of the page that was read before it."""

    after_each: Callable[[], None]
    """What is done beside each step, uncounted."""
    steps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    pages: list[float] = field(default_factory=list)
    kind: str | None = None
    """The step that the transaction under way has done."""
    opening: float = 0.0
    """CPU seconds in which the transaction under way was begun."""

    @contextmanager
    def step(self, kind: str) -> Iterator[None]:
        """One step of a kind. Its commit is added when it comes."""
        began = process_time()
        yield
        self.steps[kind].append(process_time() - began)
        self.kind = kind

    def commit(self, seconds: float) -> None:
        """The transaction has ended: that and its beginning belong to its step, as they do to a plain one."""
        if self.kind is not None:
            self.steps[self.kind][-1] += self.opening + seconds
            self.kind = None
            self.after_each()

    def turn(self, kind: str, seconds: float) -> None:
        """A turn was taken, its commit with it."""
        self.steps[kind].append(seconds)
        self.after_each()

    def counted(self, kind: str, part: slice = slice(None)) -> list[float]:
        """The warm steps of a kind, or a part of them."""
        return self.steps[kind][WARM:][part]

    def each_ms(self) -> dict[str, float]:
        """What a step of each kind costs, the middle one of all."""
        return {kind: median(self.counted(kind)) * 1000 for kind in sorted(self.steps) if self.counted(kind)}

    def mean_ms(self, part: Callable[[int], slice] = lambda _: slice(None)) -> float:
        """What a step costs: the middle one of its kind, kinds weighing by how often they come in all."""
        costs, number = 0.0, 0
        for kind in self.steps:
            whole = self.counted(kind)
            some = whole[part(len(whole))]
            if some:
                costs, number = costs + median(some) * len(whole), number + len(whole)
        return costs / max(1, number) * 1000


def early(count: int) -> slice:
    """The first third of so many."""
    return slice(None, count // 3)


def late(count: int) -> slice:
    """The last third of so many."""
    return slice(count - count // 3, None)


@dataclass
class CountedDatabase(Database):
    """A store whose commits are counted to the step that was done."""

    spent: Spent = field(kw_only=True)

    @contextmanager
    @override
    def write(self) -> Iterator[Session]:
        began = process_time()
        with super().write() as session:
            self.spent.opening = process_time() - began
            yield session
            began = process_time()
        self.spent.commit(process_time() - began)


@dataclass
class CountedPeople(People):
    """The demo staff, whose steps are counted by the form they send."""

    spent: Spent = field(kw_only=True)

    @override
    def raises(self, session: Session, story: Story, now: datetime) -> None:
        self.viewer(session, self.taker(story), now)
        with self.spent.step("raise"):
            super().raises(session, story, now)

    @override
    def starting(self, session: Session, row: Any, now: datetime) -> dict[str, Any]:
        self.viewer(session, row.candidate_group, now)
        began = process_time()
        found = super().starting(session, row, now)
        self.spent.pages.append(process_time() - began)
        return found

    @override
    def sends(self, session: Session, row: Any, answers: Mapping[str, Any], now: datetime) -> None:
        with self.spent.step(row.form_id):
            super().sends(session, row, answers, now)


class CountedHere(Doers):
    """This process does what is due; turns that found something are steps."""

    def __init__(self, database: CountedDatabase, host: Host) -> None:
        self._database, self._host = database, host

    @override
    def turn_clock(self, now: datetime) -> None:
        """Nobody else looks at the clock."""

    @override
    def settle(self, now: datetime) -> None:
        came = None
        while came is not Turn.NOTHING:
            began = process_time()
            came = take_turn(self._database, self._host, now, next_due)
            if came in TURNS:
                self._database.spent.turn(TURNS[came], process_time() - began)
