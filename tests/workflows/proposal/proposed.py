"""Ward 3 has proposed things in its report, and District 1 has accepted that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.steps import Steps
from workflows.complete_task import complete_task
from workflows.corrections import open_correction
from workflows.draft import Origin
from workflows.house import HOUSE
from workflows.proposal.tables import proposal
from workflows.submission import draft_answers, draft_revision
from workflows.tables import cycle_unit, report

Rows = Sequence[Mapping[str, Any]]
Change = Callable[[Rows], Rows]

DREDGE: Mapping[str, Any] = {
    "what": "Nạo vét cống ngõ 12 trước mùa mưa, vì mưa là ngập.",
    "field": "infrastructure",
    "wanted_by": "2025-06-30",
}
STAFF: Mapping[str, Any] = {"what": "Bổ sung một biên chế tiếp nhận hồ sơ."}


@dataclass
class Proposed:
    """A cycle in which Ward 3 proposes, and the steps of those who decide."""

    cycle: Cycle
    steps: Steps

    @property
    def rows(self) -> list[Any]:
        """All proposals, in their order."""
        with self.cycle.database.read() as session:
            return list(session.execute(sa.select(proposal).order_by(proposal.c.key)))

    @property
    def states(self) -> list[str]:
        """How they stand."""
        return [row.state for row in self.rows]

    def report(self, *proposals: Mapping[str, Any], unit: str = "C003", above: str = "D001") -> None:
        """A report goes up and is accepted; people then work on from that moment."""
        self.cycle.now = max(self.cycle.now, at(15, 9))
        self.cycle.submit(unit, {**ANSWERS, "proposals": [dict(one) for one in proposals]})
        self.cycle.accept(unit, above)
        self.steps.now = self.cycle.now

    def decide(self, decision: str, key: int = 1, by: str = "d001.head", **answers: Any) -> None:
        """The head decides one."""
        self.steps.do(by, f"proposal:{key}", "decide", decision=decision, **answers)
        self.steps.pump()

    def correct(self, change: Change) -> None:
        """The district asks for a correction; the ward answers with its rows as `change` makes them."""
        cycle = self.cycle
        with cycle.database.write() as session:
            before = session.execute(_LAST_OF_WARD).scalar_one()
            receiver, why = cycle.viewer("d001.receiver"), "Xem lại các đề xuất."
            key = open_correction(session, HOUSE, receiver, before, why, now=cycle.now)
            written = draft_answers(session, key)
        cycle.pump()
        rows = change(written["proposals"])
        self._do("c003.reporter", "draft", {**written, "proposals": rows}, draft=key)
        self._do("c003.head", "approve", {"decision": "approve"})
        self._do("d001.receiver", "accept", {"decision": "accept"})
        self.steps.now = cycle.now

    def _do(self, who: str, element: str, answers: Mapping[str, Any], draft: int | None = None) -> None:
        cycle = self.cycle
        with cycle.database.write() as session:
            task = cycle.task("C003", element)
            origin = Origin(draft_revision(session, draft) if draft else 0)
            complete_task(session, HOUSE, cycle.viewer(who), task, answers, now=cycle.now, origin=origin)
        cycle.pump()


_LAST_OF_WARD = (
    sa.select(report.c.key)
    .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
    .where(cycle_unit.c.handle == "C003")
    .order_by(report.c.key.desc())
    .limit(1)
)
