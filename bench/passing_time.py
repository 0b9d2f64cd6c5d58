"""Time passes over a store as the clock of its processes shows it, jumps included."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event

from typing_extensions import override

from database.session import Database, Session
from engine.due import has_workers
from engine.host import Host, Watch
from engine.pump import earliest_due
from web.serve_store import working
from workflows.house import HOUSE
from workflows.tick import tick

LOOK_AGAIN_SECONDS = 0.05


class Lateness(Watch):
    """Keeps how late each timer was, in the order in which they fired."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @override
    def stepped(self, seconds: float) -> None:
        """Of no interest here."""

    @override
    def timer_fired(self, late_seconds: float) -> None:
        self.seconds.append(late_seconds)


@dataclass
class Clock:
    """What the processes of a store do when their clock shows a moment."""

    database: Database
    now: datetime
    lateness: Lateness = field(default_factory=Lateness)
    ticks: int = 0

    @property
    def host(self) -> Host:
        """The house, watched."""
        return replace(HOUSE, watch=self.lateness)

    def show(self, now: datetime) -> None:
        """Let it be this moment, and everything be done that is due then."""
        self.now = now
        while True:
            tick(self.database, self.host, now)
            self.ticks += 1
            with self.database.read() as session:
                if is_at_rest(session, now):
                    return
            if has_workers(self.database):
                Event().wait(LOOK_AGAIN_SECONDS)

    def next_due(self) -> datetime | None:
        """When the next timer or job is due."""
        with self.database.read() as session:
            return earliest_due(session)


@contextmanager
def clock(database: Database, now: datetime) -> Iterator[Clock]:
    """A clock, and where jobs are done by workers a worker that goes by it."""
    shown = Clock(database, now)
    with working(database, HOUSE, lambda: shown.now):
        yield shown


def is_at_rest(session: Session, now: datetime) -> bool:
    """Whether nothing that is due at a moment is left, and nobody is at work."""
    due = earliest_due(session)
    if due is not None and due <= now:
        return False
    if session.dialect.name != "postgresql":
        return True
    from engine.queue import is_at_rest as queue_is_at_rest  # only where there is one

    return queue_is_at_rest(session)
