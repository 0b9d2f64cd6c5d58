"""An event that Ward 3 reports quickly, and the people who get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.workflows.steps import Steps
from workflows.house import HOUSE
from workflows.issues.tables import issue
from workflows.quick_report.sending import FORM, send_quick_report
from workflows.quick_report.tables import quick_receipt, quick_report
from workflows.task_forms import latest_form

EVENT: Mapping[str, Any] = {
    "summary": "Vỡ bờ bao tổ 5, nước tràn vào 12 hộ.",
    "happened_at": "2025-05-05T08:30",
    "category": "infrastructure",
    "area": "all",
    "urgency": "flash",
    "mentions": "3",
    "scale": "12 hộ",
    "measures": "Đã sơ tán.",
    "proposals": "Xin máy bơm.",
    "over": False,
}


@dataclass
class Event:
    """One quick report. `steps.now` is moved by the tests."""

    steps: Steps
    key: int = 0

    def sent(self, who: str = "c003.reporter", **more: Any) -> int:
        """Somebody sends it."""
        viewer = self.steps.viewer(who)
        with self.steps.database.write() as session:
            form = latest_form(session, FORM)
            self.key = send_quick_report(session, HOUSE, viewer, form, {**EVENT, **more}, now=self.steps.now)
        self.steps.pump()
        return self.key

    @property
    def subject(self) -> str:
        """The report, as notices name it."""
        return f"quick_report:{self.key}"

    @property
    def row(self) -> Any:
        """How it stands."""
        return self.steps.row(sa.select(quick_report).where(quick_report.c.key == self.key))

    @property
    def issue(self) -> Any:
        """Its issue in the register."""
        return self.steps.row(sa.select(issue).where(issue.c.key == self.row.issue_key))

    def receipt(self, unit: str) -> Any:
        """What a unit got."""
        where = (quick_receipt.c.report_key == self.key, quick_receipt.c.unit == unit)
        return self.steps.row(sa.select(quick_receipt).where(*where))

    def about(self, unit: str) -> str:
        """The receipt of a unit, as notices name it."""
        return f"quick_receipt:{self.receipt(unit).key}"

    def got(self) -> dict[str, str]:
        """Who got it, and how that stands."""
        with self.steps.database.read() as session:
            query = sa.select(quick_receipt).where(quick_receipt.c.report_key == self.key)
            return {row.unit: row.state for row in session.execute(query.order_by(quick_receipt.c.position))}

    def confirm(self, unit: str, instruction: str = "") -> None:
        """The desk of an addressee confirms."""
        who, about = f"{unit.lower()}.receiver", self.about(unit)
        self.steps.do(who, about, "acknowledge", instruction=instruction)
        self.steps.pump()

    def follow_up(self, text: str = "Nước đang rút.", *, ended: bool = False) -> None:
        """The ward reports what has happened since."""
        answers = {"text": text, "measures": "", "scale": "", "ended": "yes" if ended else "no"}
        self.steps.do("c003.reporter", self.subject, "follow_up", **answers)
        self.steps.pump()
