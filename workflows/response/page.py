"""A response as its page shows it: every step with who, by when and how it stands, and all that has happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, task
from organisation.days import local_day
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.attachments.finding import Attached, filed_with
from workflows.direction.words import OUTCOMES as STEP_OUTCOMES
from workflows.errors import NotYours
from workflows.papers import Paper, latest_paper
from workflows.response.paper import PAPER, place_words
from workflows.response.rows import KIND, OPEN, STEP, may_see, response_row, steps_in
from workflows.response.words import OUTCOMES, Words
from workflows.subject import Subject


@dataclass(frozen=True)
class StepLine:
    """One step. `task_key` is its task, where that lies with an office of the viewer now."""

    row: Any
    late: bool
    unconfirmed: bool
    due: Dated
    files: Sequence[Attached]
    task_key: int | None


@dataclass(frozen=True)
class Moment:
    """Something that has happened: when, what in words, in which office, and what was said."""

    at: datetime
    what: Words
    office: Words
    text: str = ""
    back: bool = False


@dataclass(frozen=True)
class ResponsePage:
    """The facts of the page. `lead_task` is the task of whoever is in charge, where that is the viewer."""

    row: Any
    place: str
    due: Dated
    steps: Sequence[StepLine]
    story: Sequence[Moment]
    paper: Paper | None
    lead_task: int | None

    @property
    def late(self) -> int:
        """How many steps are late now."""
        return sum(one.late and one.row.state == OPEN for one in self.steps)


def response_page(session: Session, viewer: Viewer, key: int, now: datetime) -> ResponsePage:
    """For its unit, those above and those that have a step. NotYours for anybody else."""
    if not may_see(session, viewer, key, local_day(now)):
        raise NotYours
    row, steps = response_row(session, key), steps_in(session, key)
    tasks = _tasks(session, viewer, [row, *steps])
    return ResponsePage(
        row=row,
        place=place_words(session, row, unit_by_key(session, row.unit_key)),
        due=from_json(row.due_words),
        steps=[_line(session, one, tasks, now) for one in steps],
        story=sorted(_story(row, steps), key=lambda one: one.at),
        paper=latest_paper(session, Subject(KIND, key), PAPER),
        lead_task=tasks.get(row.instance_key),
    )


def _tasks(session: Session, viewer: Viewer, rows: Sequence[Any]) -> Mapping[int, int]:
    """The open tasks of the viewer's offices, by instance."""
    keys = [one.instance_key for one in rows if one.instance_key]
    query = sa.select(task.c.instance_key, task.c.key, task.c.candidate_group).where(
        task.c.instance_key.in_(keys), OPEN_TASK
    )
    return {
        row.instance_key: row.key for row in session.execute(query) if row.candidate_group in viewer.groups
    }


def _line(session: Session, step: Any, tasks: Mapping[int, int], now: datetime) -> StepLine:
    filed = filed_with(session, Subject(STEP, step.key)) if step.ended_at else {}
    return StepLine(
        row=step,
        late=step.due_at < (step.ended_at or now) and step.begun_at is not None,
        unconfirmed=step.state == OPEN and step.confirmed_at is None and step.confirm_by < now,
        due=from_json(step.due_words),
        files=[file for files in filed.values() for file in files],
        task_key=tasks.get(step.instance_key),
    )


def _story(row: Any, steps: Sequence[Any]) -> Iterator[Moment]:
    yield Moment(row.started_at, _BEGUN, row.office)
    if row.linked_at:
        yield Moment(row.linked_at, _LINKED, row.linked_office)
    for step in steps:
        yield from _of_step(step)
    if row.closed_at:
        yield Moment(row.closed_at, _after(_CLOSED, OUTCOMES[row.outcome]), row.closed_office)


def _of_step(step: Any) -> Iterator[Moment]:
    number = str(step.position)
    if step.added_at:
        yield Moment(step.added_at, _numbered(_ADDED, number), step.added_office, step.added_reason or "")
    if step.confirmed_at:
        yield Moment(step.confirmed_at, _numbered(_CONFIRMED, number), step.confirmed_office, step.note or "")
    if step.ended_at:
        words = _numbered(_ENDED[step.state], number)
        if step.outcome:
            words = _after(words, STEP_OUTCOMES[step.outcome])
        back = step.state != "done" or step.outcome != "done"
        yield Moment(step.ended_at, words, step.ended_office, step.result or step.reason or "", back=back)


_BEGUN: Words = {"vi": "Bắt đầu ứng phó", "en": "Response begun"}
_LINKED: Words = {"vi": "Gắn với một vấn đề", "en": "Linked to an issue"}
_CLOSED: Words = {"vi": "Đóng sự cố", "en": "Incident closed"}
_ADDED: Words = {"vi": "Thêm bước", "en": "Added step"}
_CONFIRMED: Words = {"vi": "Đã nhận bước", "en": "Confirmed step"}
_ENDED: Mapping[str, Words] = {
    "done": {"vi": "Báo kết quả bước", "en": "Outcome of step"},
    "skipped": {"vi": "Bỏ qua bước", "en": "Skipped step"},
    "dropped": {"vi": "Dừng bước", "en": "Dropped step"},
}


def _numbered(words: Words, number: str) -> Words:
    return {language: f"{text} {number}" for language, text in words.items()}


def _after(words: Words, more: Words) -> Words:
    return {language: f"{text}: {more[language].lower()}" for language, text in words.items()}
