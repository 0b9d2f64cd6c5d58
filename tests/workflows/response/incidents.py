"""An incident of a public service in Ward 3, and the people who have a step in responding to it."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from tests.workflows.steps import Steps
from workflows.house import HOUSE
from workflows.response.begin import Incident, start_response
from workflows.response.tables import response, response_step

WATER = Incident("water_main", "all", "Vỡ ống nước ở ngõ 12, nước tràn ra đường.")
CLOSING = {
    "decision": "close",
    "outcome": "resolved",
    "conclusion": "Đã thay đoạn ống, có nước trở lại.",
    "lessons": "Thay cả tuyến ống cũ.",
    "left_reason": "",
}
# which step is which, by its place in the play-book of a burst water main
LOOK, VALVE, REPAIR, FENCE, TELL, LORRY = range(1, 7)


@dataclass
class Flood:
    """One response. `steps.now` is moved by the tests."""

    steps: Steps
    key: int = 0

    def begun(self, who: str = "c003.receiver", incident: Incident = WATER, **more: Any) -> int:
        """Somebody begins it."""
        viewer = self.steps.viewer(who)
        said = replace(incident, **more)
        acting_in = viewer.postings[0].group
        with self.steps.database.write() as session:
            self.key = start_response(session, HOUSE, viewer, acting_in, said, now=self.steps.now)
        self.steps.pump()
        return self.key

    @property
    def subject(self) -> str:
        """The whole, as notices name it."""
        return f"response:{self.key}"

    @property
    def row(self) -> Any:
        """How it stands."""
        return self.steps.row(sa.select(response).where(response.c.key == self.key))

    def step(self, position: int) -> Any:
        """One of its steps."""
        where = (response_step.c.response_key == self.key, response_step.c.position == position)
        return self.steps.row(sa.select(response_step).where(*where))

    def about(self, position: int) -> str:
        """A step, as notices name it."""
        return f"response_step:{self.step(position).key}"

    def states(self) -> list[str]:
        """How the steps stand, in their order."""
        query = sa.select(response_step.c.state).where(response_step.c.response_key == self.key)
        with self.steps.database.read() as session:
            return list(session.scalars(query.order_by(response_step.c.position)))

    def confirm(self, position: int, note: str = "") -> None:
        """Whoever has a step confirms it."""
        self._do(position, "confirm", note=note)

    def carry_out(self, position: int, outcome: str = "done", text: str = "Đã làm.") -> None:
        """Whoever has a step says what came of it."""
        self._do(position, "carry_out", outcome=outcome, text=text)

    def done(self, position: int) -> None:
        """Both."""
        self.confirm(position)
        self.carry_out(position)

    def _do(self, position: int, element: str, **answers: Any) -> None:
        who = self.step(position).done_by.lower()
        self.steps.do(who, self.about(position), element, **answers)
        self.steps.pump()

    def lead(self, **answers: Any) -> None:
        """Whoever is in charge decides something."""
        self.steps.do(self.row.in_charge.lower(), self.subject, "lead_response", **answers)
        self.steps.pump()

    def leave_out(self, position: int, reason: str = "Không còn cần.") -> None:
        """A step is skipped."""
        self.lead(decision="skip", skip_step=str(self.step(position).key), skip_reason=reason)
