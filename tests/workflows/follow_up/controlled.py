"""A month whose open issues are controlled: Ward 3 has two of them, the district and the province look on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database
from engine.host import Host
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import FOUND, SORTED, Handled
from tests.workflows.steps import Steps
from workflows.follow_up.finding import Listed, list_lines
from workflows.follow_up.opening import open_follow_ups
from workflows.follow_up.plan import planned_month
from workflows.follow_up.tables import follow_up, follow_up_answer, follow_up_to_fill
from workflows.house import HOUSE
from workflows.issues.tables import issue

OPENS, DUE, CLOSES = at(5, month=6), at(10, 17, month=6), at(24, 17, month=6)

MOST_TICKS = 60
Turn = Callable[[Database, Host, datetime], None]


@dataclass
class Month:
    """June 2025: opens on the 5th, is due on the 10th, closes on the 24th."""

    database: Database
    steps: Steps

    def raised(self, day: int, summary: str = "Ngập ở ngõ 5 sau mưa lớn.", **more: Any) -> Handled:
        """An issue of Ward 3 that its desk has sorted out on a day of May, and verifies."""
        handled = Handled(Cycle(self.database, now=at(day, 9)))
        handled.raised(summary=summary, **more)
        handled.do("c003.receiver", SORTED)
        return handled

    def open(self, moment: datetime = OPENS, turn: Turn = open_follow_ups) -> None:
        """What the ticking of a process does: once to plan or open, then as often as there is something to fill."""
        self.steps.now = moment
        for _ in range(MOST_TICKS):
            turn(self.database, HOUSE, moment)
            if not self._goes_on(moment):
                return
        raise TimeoutError

    def _goes_on(self, moment: datetime) -> bool:
        """Whether the next tick has something to do: a month after a standstill, a list that is not whole."""
        waits = sa.select(follow_up_to_fill).where(follow_up_to_fill.c.again_at.is_(None))
        with self.database.read() as session:
            plan = planned_month(session)
            late = plan is not None and plan.opens_at <= moment
            return late or session.execute(waits).first() is not None

    def of(self, unit: str, month: str = "2025-06") -> Any:
        """The list of a unit."""
        return self.steps.row(
            sa.select(follow_up).where(follow_up.c.handle == unit, follow_up.c.month == month)
        )

    def subject(self, unit: str, month: str = "2025-06") -> str:
        """As tasks and notices name it."""
        return f"follow_up:{self.of(unit, month).key}"

    def confirm(self, unit: str, *issues: Handled, month: str = "2025-06", **more: str) -> None:
        """The desk confirms some issues."""
        rows = [
            {
                "register": str(one.key),
                "issue": "-",
                "said": "on_track",
                "next_step": "Nạo vét cống.",
                "next_on": "2025-07-15",
                **more,
            }
            for one in issues
        ]
        self.steps.do(f"{unit.lower()}.reporter", self.subject(unit, month), "confirm_issues", issues=rows)

    def lines(self, unit: str, who: str, month: str = "2025-06", **wanted: Any) -> Listed:
        """The list of a unit as somebody sees it."""
        with self.database.read() as session:
            row = self.of(unit, month)
            return list_lines(session, self.steps.viewer(who), row, **wanted)

    def ranks(self, unit: str, month: str = "2025-06") -> dict[str, int]:
        """How many lines of each rank a list counts, without empty ones."""
        row = self.of(unit, month)
        counted = {name: getattr(row, name) for name in ("red", "waiting", "confirmed", "settled")}
        return {name: number for name, number in counted.items() if number}

    def answers(self) -> list[Any]:
        """All that was said."""
        with self.database.read() as session:
            return list(session.execute(sa.select(follow_up_answer).order_by(follow_up_answer.c.key)))

    def state(self, handled: Handled) -> str:
        """How an issue stands."""
        return str(self.steps.row(sa.select(issue.c.state).where(issue.c.key == handled.key)).state)


def handled_to_answer(handled: Handled) -> None:
    """It is verified, and its answer is to be written."""
    handled.do("c003.reporter", {**FOUND, "decision": "answer"})
