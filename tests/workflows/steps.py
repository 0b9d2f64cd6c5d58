"""People at their tasks of matters that are no reports, and a clock that is moved by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Database
from engine.pump import earliest_due, pump
from engine.tables import instance, task
from notifications.tables import outbox
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from workflows.complete_task import complete_task
from workflows.draft import Origin
from workflows.draft_at import draft_at
from workflows.house import HOUSE
from workflows.open_task import find_task
from workflows.processes import cancel_process


@dataclass
class Steps:
    """A furnished store and the moment that its people live in. Subjects are texts such as "direction:1"."""

    database: Database
    now: datetime

    def viewer(self, username: str) -> Viewer:
        """One of the cast as he looks at the pages now."""
        with self.database.read() as session:
            found = find_staff(session, username)
            assert found is not None, username
            return viewer_of(session, found.key, self.now)

    def open(self, subject: str) -> dict[str, str]:
        """The open tasks of a matter: element -> the group it lies with."""
        with self.database.read() as session:
            rows = session.execute(
                sa.select(task.c.element, task.c.candidate_group)
                .join(instance, instance.c.key == task.c.instance_key)
                .where(instance.c.subject == subject, task.c.status == "created")
            )
            return {row.element: row.candidate_group for row in rows}

    def task(self, subject: str, element: str) -> Any:
        """The open task of a matter."""
        with self.database.read() as session:
            return session.execute(
                sa.select(task)
                .join(instance, instance.c.key == task.c.instance_key)
                .where(instance.c.subject == subject, task.c.element == element, task.c.status == "created")
            ).one()

    def do(self, username: str, subject: str, element: str, **answers: Any) -> None:
        """One of the cast sends a task."""
        viewer, key = self.viewer(username), self.task(subject, element).key
        with self.database.write() as session:
            facts = find_task(session, viewer, key)
            origin = Origin(draft_at(session, facts.place).revision)
            complete_task(session, HOUSE, viewer, key, answers, now=self.now, origin=origin)

    def cut_short(self, subject: str, reason: str = "Chạy nhầm.") -> None:
        """The operator ends the instance of a matter."""
        viewer, key = (
            self.viewer("admin"),
            self.row(sa.select(instance).where(instance.c.subject == subject)).key,
        )
        with self.database.write() as session:
            cancel_process(session, HOUSE, viewer, key, reason=reason, now=self.now)

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

    def pump(self) -> None:
        """Do what is due now."""
        pump(self.database, HOUSE, self.now)

    def wait(self, **span: int) -> None:
        """The same for so long."""
        self.go_to(self.now + timedelta(**span))

    def status(self, subject: str) -> str:
        """How the instance of a matter stands."""
        with self.database.read() as session:
            query = sa.select(instance.c.status).where(instance.c.subject == subject)
            return str(session.execute(query).scalar_one())

    def told(self, subject: str) -> list[tuple[str, str, datetime]]:
        """What was told about a matter, in order: by which words, to whom, when."""
        with self.database.read() as session:
            rows = session.execute(
                sa.select(outbox.c.words, outbox.c.recipient, outbox.c.created_at)
                .where(outbox.c.about == subject, outbox.c.channel == "inbox")
                .order_by(outbox.c.created_at, outbox.c.key)
            )
            return [(row.words, row.recipient, row.created_at) for row in rows]

    def row(self, query: sa.Select[Any]) -> Any:
        """The only row of a query."""
        with self.database.read() as session:
            return session.execute(query).one()
