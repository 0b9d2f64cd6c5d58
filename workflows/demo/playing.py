"""Playing time: the clock jumps from one thing that is due to the next, and people act in between."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from database.session import Database
from engine.pump import earliest_due
from workflows.demo.doers import Doers

Act = Callable[[], None]


@dataclass
class Stage:
    """A store in which time is played. `acts` is a heap of what people will do: when, in which order, and what."""

    database: Database
    doers: Doers
    now: datetime
    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def promise(self, when: datetime, act: Act) -> None:
        """Somebody will do this at that time, or now where the time has passed."""
        heapq.heappush(self.acts, (when, next(self._numbers), act))

    def play(self, until: datetime, look: Callable[[], None], tell: Callable[[datetime], None]) -> None:
        """Let time go on until a moment, or until nothing is due any more.

        Whenever all that was due is done, `look` makes promises about what has come up.
        """
        while True:
            self.doers.settle(self.now)
            look()
            following = self._next_moment()
            if following is None or following > until:
                self.now = max(self.now, until) if following is not None else self.now
                return
            self.now = max(self.now, following)
            self.doers.turn_clock(self.now)
            while self.acts and self.acts[0][0] <= self.now:
                _, _, act = heapq.heappop(self.acts)
                act()
            tell(self.now)

    def _next_moment(self) -> datetime | None:
        with self.database.read() as session:
            due = earliest_due(session)
        moments = [moment for moment in (due, self.acts[0][0] if self.acts else None) if moment is not None]
        return min(moments, default=None)
