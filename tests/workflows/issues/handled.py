"""An issue that is handled, and the people who do it; time is moved by the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from engine.tables import instance, task
from notifications.tables import outbox
from periods.dated import Dated
from tests.workflows.cycle import Cycle
from workflows.callers.contact import NOTHING, Given
from workflows.complete_task import complete_task
from workflows.draft import Origin, save_draft
from workflows.draft_at import saved_draft
from workflows.house import HOUSE
from workflows.issues.raising import FORM, Taken, raise_issue
from workflows.issues.record import how_dated
from workflows.issues.tables import issue
from workflows.task_forms import latest_form

NEW: Mapping[str, Any] = {
    "summary": "Ngập ở ngõ 5 sau mưa lớn.",
    "category": "infrastructure.drainage",
    "area": "all",
    "channel": "hotline",
    "urgency": "normal",
    "published": "",
    "citation": "",
}
SORTED: Mapping[str, Any] = {
    "decision": "here",
    "category": "infrastructure.drainage",
    "urgency": "normal",
    "programmes": [],
}
FOUND = {"decision": "handle", "finding": "Cống tắc ở đầu ngõ.", "evidence": "Biên bản 12."}
DONE = {"decision": "done", "measures": "Đã nạo vét cống."}
ANSWER = {"text": "Đã nạo vét xong ngày 20/05; nước rút trong một giờ.", "evidence": "Biên bản nghiệm thu."}
DATED = ("triage", "verify", "handle", "answer", "confirm")
CONFIRMED = {"decision": "resolved", "reason": "Mưa hôm qua không ngập.", "evidence": "Đã xem tại chỗ."}


@dataclass
class Handled:
    """One issue."""

    cycle: Cycle
    key: int = 0

    @classmethod
    def first(cls, cycle: Cycle) -> "Handled":
        """The one that was taken down first."""
        with cycle.database.read() as session:
            return cls(cycle, int(session.execute(sa.select(sa.func.min(issue.c.key))).scalar_one()))

    def raised(self, who: str = "c003.receiver", given: Given = NOTHING, **more: Any) -> Taken:
        """Somebody takes it down."""
        viewer = self.cycle.viewer(who)
        with self.cycle.database.write() as session:
            form = latest_form(session, FORM)
            said = {**NEW, **more}
            taken = raise_issue(session, HOUSE, viewer, form, said, now=self.cycle.now, given=given)
        self.key = taken.key
        return taken

    @property
    def row(self) -> Any:
        """How it stands."""
        with self.cycle.database.read() as session:
            return session.execute(sa.select(issue).where(issue.c.key == self.key)).one()

    def open(self) -> list[tuple[str, str]]:
        """The open tasks: what is to be done, by which office."""
        with self.cycle.database.read() as session:
            rows = session.execute(self._tasks())
            return [(row.element, row.candidate_group) for row in rows]

    def due(self) -> datetime:
        """Until when the open task is to be done."""
        with self.cycle.database.read() as session:
            due: datetime = session.execute(self._tasks()).one().due_at
            return due

    def saves(self, who: str, answers: Mapping[str, Any]) -> None:
        """Somebody saves the draft of the open task."""
        viewer = self.cycle.viewer(who)
        with self.cycle.database.write() as session:
            (found,) = session.execute(self._tasks()).all()
            save_draft(session, viewer, found.key, answers, origin=Origin(0), now=self.cycle.now)

    def do(self, who: str, answers: Mapping[str, Any], *, by_program: bool = False) -> None:
        """Somebody does the open task; a program has seen no page of it."""
        viewer = self.cycle.viewer(who)
        with self.cycle.database.write() as session:
            (found,) = session.execute(self._tasks()).all()
            origin = None if by_program else Origin(saved_draft(session, viewer, found.key).revision)
            complete_task(session, HOUSE, viewer, found.key, answers, now=self.cycle.now, origin=origin)
        self.cycle.pump()

    def dates(self) -> dict[str, Dated]:
        """How the dates of its steps came about, those that have one."""
        with self.cycle.database.read() as session:
            found = {step: how_dated(session, self.key, step) for step in DATED}
        return {step: dated for step, dated in found.items() if dated}

    def told(self) -> list[tuple[str, str]]:
        """Who was told, by which rule, in the order of the rules."""
        with self.cycle.database.read() as session:
            rows = session.execute(
                sa.select(outbox.c.rule, outbox.c.recipient)
                .where(outbox.c.about == f"issue:{self.key}", outbox.c.channel == "inbox")
                .order_by(outbox.c.created_at, outbox.c.recipient)
            )
            return [(row.rule, row.recipient) for row in rows]

    def ended(self) -> bool:
        """Whether its newest instance has ended."""
        with self.cycle.database.read() as session:
            status = session.execute(
                sa.select(instance.c.status).where(instance.c.key == self.row.instance_key)
            ).scalar_one()
        return bool(status != "active")

    def _tasks(self) -> sa.Select[Any]:
        return (
            sa.select(task)
            .where(task.c.instance_key == self.row.instance_key, task.c.status == "created")
            .order_by(task.c.key)
        )
