"""A verification in a small country: Ward 3 asks, District 1 leads, the department and the inspectorate are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database
from engine.pump import earliest_due, pump
from engine.tables import instance, task
from notifications.tables import outbox
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from tests.workflows.cycle import at
from workflows.complete_task import complete_task
from workflows.draft import Origin
from workflows.draft_at import draft_at
from workflows.house import HOUSE
from workflows.open_task import find_task
from workflows.verification.ask import start_verification
from workflows.verification.rows import find, opinions_of, parts_of

BUILDERS, INSPECTORS = "P01-SXD", "D001-TTQ"
ASKED = at(5, 9)
QUESTION: Mapping[str, Any] = {
    "title": "Ngập úng tại tổ 7",
    "question": "Vì sao nước rút chậm?",
    "lead": "D001",
    "urgency": "normal",
}
PARTS = [
    {"agency": BUILDERS, "asks": "Đối chiếu hành lang thoát nước.", "due": "2025-05-13"},
    {"agency": INSPECTORS, "asks": "Kiểm tra việc cấp phép.", "due": "2025-05-13"},
]
CONVENED: Mapping[str, Any] = {"on_site": "2025-05-09", "instruction": "Đo tại ba điểm.", "parts": PARTS}
FOUND: Mapping[str, Any] = {
    "finding": "partly",
    "text": "Tường rào lấn 0,4 m.",
    "evidence": "Biên bản đo ngày 09/05/2025.",
}
DRAFT: Mapping[str, Any] = {
    "conclusion": "partly",
    "text": "Cống hẹp và tường rào lấn.",
    "measures": "Dỡ phần lấn trước 30/05/2025.",
}
APPROVE: Mapping[str, Any] = {"decision": "approve"}


@dataclass
class Joint:
    """One verification, and people who work in it. `now` is moved by the tests."""

    database: Database
    now: datetime = ASKED
    key: int = 0

    def ask(self) -> None:
        """The reporting officer of Ward 3 asks District 1 to lead."""
        with self.database.write() as session:
            viewer = self.viewer("c003.reporter")
            self.key = start_verification(session, HOUSE, viewer, "C003", QUESTION, self.now).key
        self.pump()

    def convene(self) -> None:
        """The desk of District 1 convenes both."""
        self.do("d001.reporter", "convene", CONVENED)

    def answer(self, agency: str, **changes: Any) -> None:
        """The officer of an agency writes, its head approves."""
        self.do(f"{agency.lower()}.officer", "verify_part", {**FOUND, **changes})
        self.do(f"{agency.lower()}.head", "approve_part", APPROVE)

    def conclude(self) -> None:
        """The desk of District 1 drafts the conclusion."""
        self.do("d001.reporter", "conclude", DRAFT)

    def opine(self, agency: str, reason: str = "") -> None:
        """The head of an agency agrees, or dissents with a reason."""
        answers = {"stance": "dissent", "reason": reason} if reason else {"stance": "agree"}
        self.do(f"{agency.lower()}.head", "give_opinion", answers)

    def approve(self) -> None:
        """The head of District 1 approves the minutes."""
        self.do("d001.head", "approve_minutes", APPROVE)

    def do(self, username: str, element: str, answers: Mapping[str, Any]) -> None:
        """Somebody sends his open task of a name."""
        viewer, key = self.viewer(username), self.task(username, element)
        with self.database.write() as session:
            draft = draft_at(session, find_task(session, viewer, key).place)
            complete_task(session, HOUSE, viewer, key, answers, now=self.now, origin=Origin(draft.revision))
        self.pump()

    def task(self, username: str, element: str) -> int:
        """The open task of a name that lies with somebody."""
        groups = sorted(self.viewer(username).groups)
        with self.database.read() as session:
            query = sa.select(task.c.key).where(
                task.c.element == element, task.c.status == "created", task.c.candidate_group.in_(groups)
            )
            return int(session.execute(query).scalar_one())

    def open(self) -> list[tuple[str, str]]:
        """Every open task: its element, and with whom it lies."""
        with self.database.read() as session:
            query = sa.select(task.c.element, task.c.candidate_group).where(task.c.status == "created")
            return sorted((row.element, row.candidate_group) for row in session.execute(query))

    def viewer(self, username: str) -> Viewer:
        with self.database.read() as session:
            found = find_staff(session, username)
            assert found is not None, username
            return viewer_of(session, found.key, self.now)

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

    @property
    def row(self) -> Any:
        with self.database.read() as session:
            return find(session, self.key)

    @property
    def parts(self) -> Mapping[str, Any]:
        with self.database.read() as session:
            return {part.unit: part for part in parts_of(session, self.key)}

    def opinions(self) -> list[tuple[int, str, str | None, str]]:
        """Round, agency, stance, and how its task stands."""
        with self.database.read() as session:
            return [
                (one.round, one.unit, one.stance, one.instance_status)
                for one in opinions_of(session, self.key)
            ]

    def opinion_of(self, agency: str) -> int:
        """The key of an agency's opinion in the only round."""
        with self.database.read() as session:
            return next(int(one.key) for one in opinions_of(session, self.key) if one.unit == agency)

    def told(self, about: str) -> dict[str, list[str]]:
        """Who was told of a matter, by the rules in the order in which they came."""
        found: dict[str, list[str]] = {}
        with self.database.read() as session:
            query = sa.select(outbox.c.rule, outbox.c.recipient).where(
                outbox.c.channel == "inbox", outbox.c.about == about
            )
            for row in session.execute(query.order_by(outbox.c.created_at, outbox.c.recipient)):
                found.setdefault(row.rule, []).append(row.recipient)
        return found

    def statuses(self) -> dict[str, int]:
        """How many instances stand how."""
        with self.database.read() as session:
            query = sa.select(instance.c.status, sa.func.count()).group_by(instance.c.status)
            return {row[0]: row[1] for row in session.execute(query)}
