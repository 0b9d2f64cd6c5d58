"""What is to be seen of a play: whose turn it is, what comes when, what runs, what was told, made and done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words
from database.session import Session
from engine.definition_tables import process_definition, resource
from engine.definitions import Steps
from engine.tables import fanout, incident, instance, job, message_subscription, task, timer, worker_job
from notifications.inbox_channel import INBOX
from notifications.sentences import Rendered, render
from notifications.tables import outbox
from organisation.tables import unit
from workflows.designer.playing.hands import MESSAGE, TASK, WORK, Hand, message_words, program_words
from workflows.designer.playing.openings import openings
from workflows.designer.playing.papers import paper_words, report_words
from workflows.offices import offices
from workflows.tables import cycle_unit, document, paper, report, report_version

LANGUAGES = ("vi", "en")
NOTHING_YET = 0
"""The key of what does not run yet."""


@dataclass(frozen=True)
class Place:
    """A step of something that runs: of which process, of which unit. `instance` is its key."""

    instance: int
    process: str
    process_name: Words
    unit_name: str
    element: str
    name: Words


@dataclass(frozen=True)
class Turn:
    """What waits for somebody: an office (`group` is its handle, empty for nobody's), a program, a message."""

    hand: Hand
    place: Place
    office: Words
    group: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Coming:
    """What happens by itself if nobody acts before."""

    at: datetime
    place: Place


@dataclass(frozen=True)
class Running:
    """Something that runs or has ended: `status` is active, completed or terminated."""

    key: int
    process: str
    name: Words
    unit_name: str
    status: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Told:
    """One thing that was told, to each of some offices."""

    key: str
    at: datetime
    rule: str
    offices: Mapping[str, Words]
    said: Mapping[str, Rendered]


@dataclass(frozen=True)
class Made:
    """A document; `name` is its address within the play."""

    name: str
    title: Words
    pages: int
    made_at: datetime


@dataclass(frozen=True)
class Trouble:
    """What went wrong. `incident` is what an operator has to look at; None where it is tried again by itself."""

    place: Place
    said: Words
    incident: int | None = None


class Seen:
    """Reads one play. Ask while its store is there."""

    def __init__(self, session: Session) -> None:
        self._session, self._steps = session, Steps(session)
        self._units = {row.handle: row.name for row in session.execute(sa.select(unit.c.handle, unit.c.name))}

    def turns(self) -> list[Turn]:
        """Everything that waits for somebody: tasks, then programs outside, then messages."""
        return [*self.held(), *self._programs(), *self._messages()]

    def held(self) -> list[Turn]:
        """Open tasks, the oldest first."""
        rows = self._rows(task, task.c.key, task.c.candidate_group, task.c.due_at)
        found = [row for row in rows if row.status == "created"]
        words = offices(self._session, {row.candidate_group for row in found if row.candidate_group})
        return [
            Turn(
                Hand(TASK, row.own_key),
                self.place(row),
                words.get(row.candidate_group, dict.fromkeys(LANGUAGES, "–")),
                row.candidate_group or "",
                row.due_at,
            )
            for row in found
        ]

    def coming(self) -> list[Coming]:
        """Timers and what the calendar opens, the next first."""
        rows = self._rows(timer, timer.c.due_at, timer.c.state.label("timer_state"))
        found = [Coming(row.due_at, self.place(row)) for row in rows if row.timer_state == "armed"]
        found += [
            Coming(one.at, Place(NOTHING_YET, one.process, one.name, "", "", one.name))
            for one in openings(self._session)
        ]
        return sorted(found, key=lambda one: one.at)

    def _programs(self) -> list[Turn]:
        rows = self._rows(worker_job, worker_job.c.type, worker_job.c.available_at)
        return [
            Turn(Hand(WORK, row.own_key), self.place(row), program_words(row.type))
            for row in rows
            if row.available_at is not None
        ]

    def _messages(self) -> list[Turn]:
        table = message_subscription.c
        rows = self._rows(message_subscription, table.name.label("message"), table.correlation_key)
        return [
            Turn(
                Hand(MESSAGE, row.own_key),
                self.place(row),
                message_words(row.message, row.correlation_key),
            )
            for row in rows
        ]

    def running(self) -> list[Running]:
        """Everything that was begun, in that order."""
        rows = self._session.execute(
            sa.select(instance, process_definition.c.process_id)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .order_by(instance.c.key)
        )
        return [
            Running(
                row.key,
                row.process_id,
                self._steps.process_words(row.definition_key),
                self._units.get(row.owner, ""),
                row.status,
                row.started_at,
                row.ended_at,
            )
            for row in rows
        ]

    def told(self) -> list[Told]:
        """Notices as offices find them, in the order they were written."""
        rows = self._session.execute(
            sa.select(outbox).where(outbox.c.channel == INBOX).order_by(outbox.c.created_at, outbox.c.key)
        ).all()
        words = offices(self._session, {row.recipient for row in rows})
        found: dict[str, Told] = {}
        for row in rows:
            said = {language: render(row.words, language, row.facts) for language in LANGUAGES}
            before = found.get(row.dedupe_key)
            to = {**(before.offices if before else {}), row.recipient: words[row.recipient]}
            found[row.dedupe_key] = Told(row.dedupe_key, row.created_at, row.rule, to, said)
        return list(found.values())

    def made(self) -> list[Made]:
        """Documents, the first made first."""
        sent = self._session.execute(
            sa.select(document.c.key, document.c.pages, document.c.made_at, cycle_unit.c.name)
            .join(report_version, report_version.c.key == document.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        )
        reports = [
            Made(f"document-{row.key}", report_words(row.name), row.pages, row.made_at) for row in sent
        ]
        others = self._session.execute(sa.select(paper.c.key, paper.c.kind, paper.c.pages, paper.c.made_at))
        papers = [Made(f"paper-{row.key}", paper_words(row.kind), row.pages, row.made_at) for row in others]
        return sorted([*reports, *papers], key=lambda one: one.made_at)

    def troubles(self) -> list[Trouble]:
        """Work that failed and is tried again, and what a person would have to look at."""
        tried = self._rows(job, job.c.error, job.c.state.label("job_state"))
        stuck = self._rows(incident, incident.c.error, incident.c.resolved_at)
        again = [row for row in tried if row.error and row.job_state == "ready"]
        last = [row for row in stuck if row.resolved_at is None]
        return [
            *(Trouble(self.place(row), _words(row.error)) for row in again),
            *(Trouble(self.place(row), _words(row.error), row.own_key) for row in last),
        ]

    def standing(self, instance_key: int) -> frozenset[str]:
        """The elements at which something that runs stands now: tasks, calls, jobs, messages."""
        found: set[str] = set()
        for table in (task, fanout, job, message_subscription, worker_job, incident):
            query = sa.select(table).where(table.c.instance_key == instance_key)
            found |= {row.element for row in self._session.execute(query) if _is_there(row)}
        return frozenset(found)

    def content_of(self, instance_key: int) -> bytes:
        """The diagram that an instance goes by."""
        query = (
            sa.select(resource.c.content)
            .join(process_definition, process_definition.c.resource_key == resource.c.key)
            .join(instance, instance.c.definition_key == process_definition.c.key)
            .where(instance.c.key == instance_key)
        )
        return bytes(self._session.execute(query).scalar_one())

    def place(self, row: Any) -> Place:
        """Where a row of `_rows` stands."""
        return Place(
            row.instance_key,
            row.process_id,
            self._steps.process_words(row.definition_key),
            self._units.get(row.instance_owner, ""),
            row.element,
            self._steps.words(row.definition_key, row.element),
        )

    def _rows(self, table: sa.Table, *columns: Any) -> Sequence[Any]:
        """Rows of a table of the engine with what they belong to."""
        status = [table.c.status] if table is task else []
        return self._session.execute(
            sa.select(
                table.c.key.label("own_key"),
                table.c.instance_key,
                table.c.element,
                *status,
                *(column for column in columns if column is not table.c.key),
                instance.c.definition_key,
                instance.c.owner.label("instance_owner"),
                process_definition.c.process_id,
            )
            .join(instance, instance.c.key == table.c.instance_key)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .order_by(table.c.key)
        ).all()


def _is_there(row: Any) -> bool:
    """Whether a row still stands for something: open, waiting, not resolved."""
    facts = row._asdict()
    over = {"completed", "cancelled", "canceled", "closed"}
    states = {facts.get("status"), facts.get("state")}
    return not states & over and facts.get("resolved_at") is None and facts.get("ended_at") is None


def _words(error: Any) -> Words:
    if isinstance(error, Mapping):
        return {language: str(error.get(language, error)) for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, str(error))
