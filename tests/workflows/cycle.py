"""A cycle in a small country: the province, District 1 with Wards 3 and 4, District 2 with Commune 5.

May 2025, three tiers: cut-off 14/05 (Wednesday), wards due 16/05, districts 20/05, the province 25/05.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.session import Database
from engine.pump import earliest_due, pump
from engine.tables import task
from notifications.tables import outbox
from organisation.demo_staff import create_demo_staff
from organisation.import_units import import_units
from organisation.staff import find_staff
from organisation.units import find_unit
from organisation.viewer import Viewer, viewer_of
from tests.organisation.cast import AGENCIES, THREE_TIERS, TWO_TIERS
from workflows.complete_task import complete_task
from workflows.deadlines import ZONE
from workflows.deployment import deploy_shipped
from workflows.draft import Origin, save_draft
from workflows.house import HOUSE
from workflows.issues.taxonomy import seed_categories
from workflows.open_cycle import Opened, open_cycle
from workflows.seed import seed_calendar
from workflows.submission import draft_revision
from workflows.tables import cycle, cycle_unit, report
from workflows.timeliness import outcome

PASSWORD = "mot mat khau dai"
ISSUE: Mapping[str, Any] = {
    "field": "infrastructure",
    "place": "all",
    "summary": "Nước ngập sau mưa lớn, rút chậm.",
    "source": "hotline",
    "mentions": "14",
    "urgency": "normal",
    "status": "new",
    "handler": "",
}
ANSWERS: Mapping[str, Any] = {
    "overview": "Tình hình địa bàn ổn định.",
    "nil_report": False,
    "issues": [dict(ISSUE)],
    "followup": "",
    "proposals": [],
}
NIL: Mapping[str, Any] = {**ANSWERS, "nil_report": True, "issues": []}


def at(day: int, hour: int = 8, minute: int = 0, month: int = 5) -> datetime:
    """A moment of May 2025 on the clocks of Hà Nội."""
    return datetime(2025, month, day, hour, minute, tzinfo=ZONE)


OPENS = at(7)
DUE_WARD = at(16, 17)


def furnish(database: Database, folder: Path) -> None:
    """Units, staff of both trees, calendar, diagrams, tables and forms."""
    now = at(1)
    with database.write() as session:
        for name, text in (("three", THREE_TIERS), ("two", TWO_TIERS), ("agencies", AGENCIES)):
            path = folder / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            import_units(session, path, now=now)
        seed_calendar(session, now)
        seed_categories(session)
        deploy_shipped(session, HOUSE, actor="system", now=now)
        for day in (date(2025, 5, 1), date(2025, 8, 1)):
            root = find_unit(session, "P01", day)
            create_demo_staff(session, root.key, day, PASSWORD, now=now)


@dataclass
class Cycle:
    """One cycle, and people who work in it. `now` is moved by the tests."""

    database: Database
    now: datetime = OPENS
    key: int = 0

    def open(self, period: str = "2025-05") -> Opened:
        """Open it for the province and let it unfold."""
        opened = open_cycle(
            self.database,
            HOUSE,
            definition="periodic_report",
            period_key=period,
            root_code="P01",
            actor="system",
            now=self.now,
        )
        self.key = opened.cycle_key
        self.pump()
        return opened

    def pump(self) -> None:
        """Do what is due now."""
        pump(self.database, HOUSE, self.now)

    def go_to(self, moment: datetime) -> None:
        """Let time pass: what falls due on the way happens at its own time."""
        while True:
            with self.database.read() as session:
                due = earliest_due(session)
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            self.pump()
        self.now = moment

    def viewer(self, username: str) -> Viewer:
        """One of the cast as he looks at the pages now: `c003.reporter`."""
        with self.database.read() as session:
            found = find_staff(session, username)
            assert found is not None, username
            return viewer_of(session, found.key, self.now)

    def task(self, unit: str, element: str) -> int:
        """The open task of a unit's report."""
        with self.database.read() as session:
            return int(session.execute(self._open_tasks(unit).where(task.c.element == element)).one().key)

    def open_elements(self, unit: str) -> list[str]:
        """Which tasks of a unit's report are open."""
        with self.database.read() as session:
            return [row.element for row in session.execute(self._open_tasks(unit))]

    def _open_tasks(self, unit: str) -> sa.Select[Any]:
        return (
            sa.select(task.c.key, task.c.element)
            .join(report, report.c.instance_key == task.c.instance_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .where(
                cycle_unit.c.handle == unit, cycle_unit.c.cycle_key == self.key, task.c.status == "created"
            )
        )

    def report(self, unit: str) -> Any:
        """The row of a unit's report, with the unit's."""
        with self.database.read() as session:
            return session.execute(
                sa.select(
                    report,
                    cycle_unit.c.due_at.label("first_due_at"),
                    cycle_unit.c.unit_key,
                    cycle.c.closes_at,
                    outcome(self.now).label("outcome"),
                )
                .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
                .join(cycle, cycle.c.key == report.c.cycle_key)
                .where(cycle_unit.c.handle == unit, cycle_unit.c.cycle_key == self.key)
            ).one()

    def save(self, unit: str, answers: Mapping[str, Any] = ANSWERS) -> int:
        """The clerk saves the draft."""
        with self.database.write() as session:
            return save_draft(
                session,
                self.viewer(f"{unit.lower()}.reporter"),
                self.task(unit, "draft"),
                answers,
                origin=Origin(draft_revision(session, self.report(unit).key)),
                now=self.now,
            )

    def draft(self, unit: str, answers: Mapping[str, Any] = ANSWERS) -> None:
        """The clerk puts the report before the head."""
        self._complete(f"{unit.lower()}.reporter", unit, "draft", answers)

    def approve(self, unit: str, **answers: Any) -> None:
        """The head decides; the document is made and sent."""
        self._complete(f"{unit.lower()}.head", unit, "approve", {"decision": "approve", **answers})
        self.pump()

    def submit(self, unit: str, answers: Mapping[str, Any] = ANSWERS) -> None:
        """Clerk and head, one after the other."""
        self.draft(unit, answers)
        self.now += timedelta(minutes=10)
        self.approve(unit)

    def accept(self, unit: str, superior: str) -> None:
        """The receiving desk of the unit above accepts."""
        self._complete(f"{superior.lower()}.receiver", unit, "accept", {"decision": "accept"})
        self.pump()

    def send_back(self, unit: str, superior: str, reason: str = "Vấn đề 1 chưa rõ địa bàn.") -> None:
        """The receiving desk of the unit above returns the report."""
        answers = {"decision": "return", "reason_code": "TL-02", "reason": reason}
        self._complete(f"{superior.lower()}.receiver", unit, "accept", answers)
        self.pump()

    def _complete(self, username: str, unit: str, element: str, answers: Mapping[str, Any]) -> None:
        viewer, task_key, key = self.viewer(username), self.task(unit, element), self.report(unit).key
        with self.database.write() as session:
            origin = Origin(draft_revision(session, key))
            complete_task(session, HOUSE, viewer, task_key, answers, now=self.now, origin=origin)

    def told(self, unit: str) -> list[tuple[str, str]]:
        """Who was told about a unit's report, by which rule, in order."""
        with self.database.read() as session:
            rows = session.execute(
                sa.select(outbox.c.rule, outbox.c.recipient)
                .where(outbox.c.about == f"report:{self.report(unit).key}", outbox.c.channel == "inbox")
                .order_by(outbox.c.key)
            )
            return [(row.rule, row.recipient) for row in rows]
