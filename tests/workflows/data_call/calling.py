"""A data call of the province, and the people who answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.workflows.steps import Steps
from workflows.data_call.ask import FORM, call_for_data
from workflows.data_call.closing import close_by_hand
from workflows.data_call.page import CallPage, call_page
from workflows.data_call.tables import data_call_part
from workflows.data_call.targets import calling_post
from workflows.house import HOUSE
from workflows.task_forms import latest_form

QUESTIONS = [
    {"label": "Số điểm ngập", "kind": "number", "required": True, "choices": "", "hint": ""},
    {"label": "Có máy bơm không", "kind": "yes_no", "required": True, "choices": "", "hint": ""},
    {"label": "Mức độ", "kind": "choice", "choices": "Nhẹ\nNặng", "required": False, "hint": ""},
    {"label": "Ghi chú", "kind": "text", "required": False, "choices": "", "hint": ""},
]
CALL: Mapping[str, Any] = {
    "title": "Điểm ngập úng",
    "what": "Thống kê để lập kế hoạch mùa mưa.",
    "questions": QUESTIONS,
    "form": "",
    "whom": "lowest",
    "units": [],
    "due": "2025-05-16",
    "approve": True,
}
ANSWER: Mapping[str, Any] = {"q1": "3", "q2": "yes", "q3": "c2", "q4": "Ngập sau mưa lớn."}


@dataclass
class Calling:
    """One call. `steps.now` is moved by the tests."""

    steps: Steps
    key: int = 0

    def call(self, who: str = "p01.reporter", **more: Any) -> int:
        """Somebody calls for data."""
        viewer = self.steps.viewer(who)
        with self.steps.database.write() as session:
            self.key = call_for_data(
                session,
                HOUSE,
                viewer,
                calling_post(viewer, ""),
                latest_form(session, FORM),
                {**CALL, **more},
                now=self.steps.now,
            )
        self.steps.pump()
        return self.key

    @property
    def subject(self) -> str:
        """The whole call, as notices name it."""
        return f"data_call:{self.key}"

    def part(self, unit: str) -> str:
        """The part of a unit, as notices name it."""
        return f"data_call_part:{self.row(unit).key}"

    def row(self, unit: str) -> Any:
        """How the answer of a unit stands."""
        where = (data_call_part.c.call_key == self.key, data_call_part.c.unit == unit)
        return self.steps.row(sa.select(data_call_part).where(*where))

    def answer(self, unit: str, **more: Any) -> None:
        """The desk of a unit answers."""
        self.steps.do(f"{unit.lower()}.reporter", self.part(unit), "answer_call", **{**ANSWER, **more})

    def approve(self, unit: str, decision: str = "approve", **more: Any) -> None:
        """Its head decides."""
        self.steps.do(f"{unit.lower()}.head", self.part(unit), "approve_call", decision=decision, **more)

    def check(self, unit: str, decision: str = "accept", **more: Any) -> None:
        """The caller looks at it."""
        self.steps.do("p01.reporter", self.part(unit), "check_call", decision=decision, **more)
        self.steps.pump()

    def close(self, who: str = "p01.reporter") -> None:
        """The caller waits no longer."""
        with self.steps.database.write() as session:
            close_by_hand(session, HOUSE, self.steps.viewer(who), self.key, now=self.steps.now)

    def page(self, who: str = "p01.reporter") -> CallPage:
        """The page as somebody sees it."""
        with self.steps.database.read() as session:
            return call_page(session, self.steps.viewer(who), self.key, self.steps.now)
