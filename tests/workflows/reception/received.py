"""Ward 3 receives on Thursdays of May 2025, and the people who do it; time is moved by the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from engine.pump import earliest_due
from tests.workflows.steps import Steps
from workflows.callers.contact import NOTHING, Given
from workflows.house import HOUSE
from workflows.issues.raising import Taken, raising_posts
from workflows.reception.calendar import set_days
from workflows.reception.deciding import FORM as DECIDE
from workflows.reception.deciding import decide, last_event
from workflows.reception.opening import ByHand, open_by_hand, open_receptions
from workflows.reception.raising import FORM, raise_at
from workflows.reception.tables import reception, reception_issue, reception_plan
from workflows.task_forms import latest_form

THURSDAY = "4"
FLOOD: Mapping[str, Any] = {
    "summary": "Ngập ở ngõ 5 sau mưa lớn.",
    "category": "infrastructure.drainage",
    "area": "all",
    "urgency": "normal",
    "way": "later",
    "unit": "",
    "due": "",
    "what": "",
}
NAMED: Mapping[str, Any] = {"way": "named", "unit": "C003", "due": "2025-05-23", "what": ""}
CLOCK: Mapping[str, Any] = {"way": "clock", "unit": "", "due": "", "what": ""}
HELD: Mapping[str, Any] = {
    "outcome": "held",
    "holder": "head",
    "holder_reason": "",
    "visitors": 7,
    "groups": 1,
    "reason": "",
    "make_up_on": "",
}
NOT_HELD: Mapping[str, Any] = {
    **HELD,
    "outcome": "cancelled",
    "visitors": "",
    "groups": "",
    "reason": "Lãnh đạo họp đột xuất ở tỉnh.",
}


@dataclass
class Received(Steps):
    """The sittings of a unit, and time that also opens them."""

    key: int = 0

    @property
    def subject(self) -> str:
        """The sitting that is looked at."""
        return f"reception:{self.key}"

    @property
    def sitting(self) -> Any:
        """How it stands."""
        return self.row(sa.select(reception).where(reception.c.key == self.key))

    def all(self, table: sa.Table) -> list[Any]:
        """The rows of a table, by their key."""
        with self.database.read() as session:
            return list(session.execute(sa.select(table).order_by(*table.primary_key.columns)))

    def sets(self, who: str, *days: str, reason: str = "") -> None:
        """Somebody sets the days of his unit."""
        viewer = self.viewer(who)
        with self.database.write() as session:
            post = raising_posts(viewer)[0]
            set_days(session, viewer, post, days, reason, now=self.now)

    def opens(
        self, who: str, day: date, reason: str = "Nhiều người đăng ký.", *, makes_up: int | None = None
    ) -> None:
        """Somebody opens a sitting by hand."""
        viewer = self.viewer(who)
        with self.database.write() as session:
            post = raising_posts(viewer)[0]
            asked = ByHand(day, reason, makes_up)
            self.key = open_by_hand(session, HOUSE, viewer, post, asked, now=self.now)

    def go_to(self, moment: datetime) -> None:
        """Let time pass: sittings are opened and timers fire at their own time."""
        while True:
            with self.database.read() as session:
                opens = session.execute(sa.select(sa.func.min(reception_plan.c.opens_at))).scalar_one()
                due = earliest_due(session)
            comes = [one for one in (opens, due) if one is not None and one <= moment]
            if not comes:
                break
            self.now = max(self.now, min(comes))
            open_receptions(self.database, HOUSE, self.now)
            self.pump()
        self.now = moment

    def raised(self, who: str, *, given: Given = NOTHING, **more: Any) -> Taken:
        """Somebody takes an issue down at the sitting."""
        viewer = self.viewer(who)
        with self.database.write() as session:
            form = latest_form(session, FORM)
            said = {**FLOOD, **more}
            return raise_at(session, HOUSE, viewer, self.key, form, said, given=given, now=self.now)

    def decides(self, who: str, issue: int, **said: Any) -> None:
        """Somebody decides about an issue afterwards, having looked at it just now."""
        viewer = self.viewer(who)
        with self.database.write() as session:
            form = latest_form(session, DECIDE)
            seen = last_event(session, self.key, issue)
            decide(session, HOUSE, viewer, self.key, issue, form, said, seen=seen, now=self.now)

    def issue(self, key: int) -> Any:
        """What was decided about an issue."""
        return self.row(sa.select(reception_issue).where(reception_issue.c.issue_key == key))
