"""The cast of the engine's tests: a province, its districts, their wards, and a clock that is moved by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.actions import Deferred, Inline, JobContext, Step
from engine.deployment import Deployment, deploy
from engine.host import CallContext, Host
from engine.pump import Pumped, earliest_due, pump
from engine.start import start_correction, start_instance
from engine.tables import instance as instances
from engine.tasks import complete_task
from engine.timers import fire_timer
from engine.variables import instance_variables, task_variables

DIAGRAMS = Path(__file__).parent / "diagrams"
OPENED = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
PAGE = ("page.form", b'{"id": "page", "type": "default", "components": []}')


def day(number: int) -> str:
    """Ten o'clock of a day of November 2026, counted on into December."""
    return (datetime(2026, 11, 1, 10, tzinfo=UTC) + timedelta(days=number - 1)).isoformat()


def dates(unit: str, due: int = 17) -> dict[str, Any]:
    """What the opening of a cycle computes for one unit."""
    return {
        "unit": unit,
        "due": day(due),
        "collect_until": day(due - 1),
        "closes": day(40),
        "reminders": {
            "before_2": day(due - 2),
            "before_1": day(due - 1),
            "due": day(due),
            "after_1": day(due + 1),
            "after_3": day(due + 3),
        },
    }


@dataclass
class World:
    """One store, one host, and everything its actions were asked to do."""

    database: Database
    below: dict[str, list[str]] = field(default_factory=dict)
    now: datetime = OPENED
    told: list[tuple[str, str, str]] = field(default_factory=list)
    started: list[tuple[str, int]] = field(default_factory=list)
    refuse: Callable[[str], None] = lambda _unit: None
    extra_actions: dict[str, Inline | Deferred] = field(default_factory=dict)
    max_depth: int = 8

    @property
    def host(self) -> Host:
        def units_below(_context: CallContext) -> Callable[[str], list[dict[str, Any]]]:
            return lambda unit: [dates(child) for child in self.below.get(unit, [])]

        def upcoming(context: CallContext) -> Callable[[Any], Any]:
            return lambda at: at if at is not None and datetime.fromisoformat(str(at)) > context.now else None

        actions: dict[str, Inline | Deferred] = {
            "remind": Inline(self._tell),
            "escalate": Inline(self._tell),
            "send": Inline(lambda _step, _variables: {"receive_by": day(25)}),
            "make-pdf": Deferred(self._make, lambda _step, _job, made: {"pdf": made}),
            **self.extra_actions,
        }
        return Host(
            functions={"units_below": units_below, "upcoming": upcoming},
            actions=actions,
            started=self._started,
            owner_of=lambda variables: str(variables.get("unit") or ""),
            child_of=lambda item: str(item.get("unit") or ""),
            max_depth=self.max_depth,
        )

    def _tell(self, step: Step, variables: Mapping[str, Any]) -> None:
        self.told.append((step.element, variables["rule"], step.owner))

    def _make(self, _session: Session, job: JobContext) -> str:
        return f"pdf of {job.owner}"

    def _started(
        self, _session: Session, _key: int, owner: str, _variables: Mapping[str, Any], attempt: int
    ) -> None:
        self.refuse(owner)
        self.started.append((owner, attempt))

    def deploy(self, *names: str) -> Deployment:
        return self._deploy([(name, (DIAGRAMS / name).read_bytes()) for name in names])

    def deploy_content(self, name: str, content: bytes) -> Deployment:
        return self._deploy([(name, content)])

    def _deploy(self, files: list[tuple[str, bytes]]) -> Deployment:
        with self.database.write() as session:
            return deploy(session, self.host, [*files, PAGE], actor="process owner", now=self.now)

    def start(self, process: str, *, owner: str = "", **variables: Any) -> int:
        with self.database.write() as session:
            return start_instance(
                session, self.host, process, variables, owner=owner, actor="clock", now=self.now
            )

    def open_report(self, unit: str, superior: str | None = None, **more: Any) -> int:
        """Open a report and the ones below it, as the opening of a cycle does."""
        facts = {**self.report_facts(unit), "superior": superior, **more}
        key = self.start("ward_report", owner=unit, **facts)
        self.pump()
        return key

    def report_facts(self, unit: str) -> dict[str, Any]:
        return {**dates(unit, 19), "superior": None, "period": "2026-11", "attempt": 1}

    def correct(self, instance: int, unit: str) -> int:
        facts = {**dates(unit), "superior": "Province 1", "period": "2026-11", "attempt": 2}
        with self.database.write() as session:
            return start_correction(session, self.host, instance, facts, actor="clerk", now=self.now)

    def complete(self, task: int, *, actor: str = "clerk", **variables: Any) -> int:
        with self.database.write() as session:
            return complete_task(session, self.host, task, variables, actor=actor, now=self.now)

    def do(self, element: str, instance: int, *, actor: str = "clerk", **variables: Any) -> None:
        """Complete the one open task of that name."""
        (task,) = self.tasks(element, instance)
        self.complete(task, actor=actor, **variables)

    def submit(self, instance: int) -> None:
        """The clerk drafts, the head approves, the PDF is made and sent."""
        self.do("draft", instance)
        self.do("approve", instance, actor="head", decision="approve")
        self.pump()

    def finish(self, instance: int) -> None:
        """Submitted and, where there is somebody above, accepted."""
        self.submit(instance)
        for task in self.tasks("accept", instance):
            self.complete(task, actor="receiver", decision="accept")

    def fire(self, element: str, instance: int | None = None) -> bool:
        where = f"element = '{element}'" + (f" and instance_key = {instance}" if instance else "")
        timer = self.one(f"select key from timer where {where}")
        with self.database.write() as session:
            return fire_timer(session, self.host, timer, self.now)

    def pump(self, limit: int | None = None) -> Pumped:
        return pump(self.database, self.host, self.now, limit)

    def until(self, moment: datetime) -> None:
        """Move the clock from one due row to the next."""
        while True:
            with self.database.read() as session:
                due = earliest_due(session)
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            self.pump()
        self.now = moment

    def rows(self, query: str) -> list[Any]:
        with self.database.read() as session:
            return list(session.execute(sa.text(query)))

    def one(self, query: str) -> Any:
        ((value,),) = self.rows(query)
        return value

    def tasks(self, element: str | None = None, instance: int | None = None) -> list[int]:
        where = "status = 'created'"
        where += f" and element = '{element}'" if element else ""
        where += f" and instance_key = {instance}" if instance else ""
        return [key for (key,) in self.rows(f"select key from task where {where} order by key")]

    def spoil(self, instance: int, state: bytes = b"\0") -> None:
        """Make an instance's state unreadable, or what it was."""
        with self.database.write() as session:
            session.execute(instances.update().where(instances.c.key == instance).values(state=state))

    def timers(self, instance: int) -> list[str]:
        found = self.rows(
            f"select element from timer where instance_key = {instance} order by due_at, element"
        )
        return [element for (element,) in found]

    def child(self, key: str) -> int:
        return int(self.one(f"select instance_key from fan_child where child_key = '{key}'"))

    def fan(self) -> dict[str, Any]:
        """The only fan-out's status and counters."""
        (row,) = self.rows(
            "select status, total, opened, completed, terminated, late, corrections from fanout"
        )
        return dict(row._mapping)

    def status(self, instance: int) -> str:
        return str(self.one(f"select status from instance where key = {instance}"))

    def variables(self, instance: int) -> dict[str, Any]:
        with self.database.read() as session:
            return instance_variables(session, self.host, instance, now=self.now)

    def seen_by(self, task: int) -> dict[str, Any]:
        with self.database.read() as session:
            return task_variables(session, self.host, task, now=self.now)
