"""What a play asks of whoever has something in hand, and the step that his answer is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Definitions
from bpmn.errors import Words
from database.session import Session
from engine.definition_tables import process_definition
from engine.host import Host
from engine.tables import OPEN_TASK, incident, instance, message_subscription, task, worker_job
from engine.variables import instance_variables
from forms.shape import starting_answers
from workflows.designer.playing.beginning.stand import checked
from workflows.designer.playing.given import (
    OTHERS,
    definitions_of,
    names_wanted,
    others_for,
    own_form,
    variables_given,
)
from workflows.designer.playing.hands import MESSAGE, TASK, WORK, Hand, message_words, program_words
from workflows.designer.playing.outside import DONE, take_work
from workflows.designer.playing.program import handed, outcomes
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.sheet import NOBODY, Sheet, sheet_of_task
from workflows.designer.playing.steps import Retry, Send, Step, Tell, Work

WORK_FORM, MESSAGE_FORM = "answer_work", "send_message"
_TABLES = {TASK: task, WORK: worker_job, MESSAGE: message_subscription}
_OPEN: Mapping[str, sa.ColumnElement[bool]] = {
    TASK: OPEN_TASK,
    WORK: worker_job.c.available_at.is_not(None),
    MESSAGE: sa.true(),
}


@dataclass(frozen=True)
class Asking:
    """A play at a moment, whose forms are asked for."""

    session: Session
    host: Host
    setting: Setting
    now: datetime

    def sheet(self, hand: Hand) -> Sheet | None:
        """The form of what is in hand; None where it waits no more. Refused where it cannot be handed out."""
        row = self._row(hand)
        if row is None:
            return None
        if hand.kind == TASK:
            return sheet_of_task(self.session, hand.key, self.now)
        return self._of_work(row) if hand.kind == WORK else self._of_message(row)

    def step(self, hand: Hand, answers: Mapping[str, Any]) -> Step | None:
        """The step that these answers are; None where it waits no more. Raises ProblemsFound, Refused, NotAllowed."""
        row = self._row(hand)
        if row is None:
            return None
        if hand.kind == TASK:
            office = row.candidate_group or ""
            same = sa.func.coalesce(task.c.candidate_group, "") == office
            number = self._number(task, row, sa.and_(_OPEN[TASK], same))
            return Send(row.process_id, row.element, office, dict(answers), number)
        if hand.kind == MESSAGE:
            given = variables_given(answers)
            return Tell(row.name, row.correlation_key, given)
        return self._work(row, answers)

    def retry(self, incident_key: int) -> Step | None:
        """The step by which an operator lets be tried again what failed; None where it is mended."""
        row = self._named(incident, incident.c.resolved_at.is_(None), incident_key)
        if row is None:
            return None
        number = self._number(incident, row, incident.c.resolved_at.is_(None))
        return Retry(row.process_id, row.element, row.owner, number)

    def _work(self, row: Any, answers: Mapping[str, Any]) -> Work:
        form, said = (
            own_form(WORK_FORM),
            {"outcome": answers.get("outcome"), "message": answers.get("message")},
        )
        outcome = checked(form, said, {"outcomes": outcomes(self._definitions(row), row)})["outcome"]
        what, _, code = outcome.partition(":")
        return Work(
            process=row.process_id,
            element=row.element,
            unit=row.owner,
            outcome=what,
            code=code,
            message=str(answers.get("message") or ""),
            variables=variables_given(answers),
            number=self._number(worker_job, row, _OPEN[WORK]),
        )

    def _of_work(self, row: Any) -> Sheet:
        taken = take_work(self.session, self.host, row, self.now)
        wanted = names_wanted(self.setting.files, row.process_id, row.element, taken.variables.keys())
        form = own_form(WORK_FORM, tuple(wanted))
        answers = {**starting_answers(form), "outcome": DONE, OTHERS: others_for(wanted)}
        return Sheet(
            form=form,
            options={"outcomes": outcomes(self._definitions(row), row)},
            answers=answers,
            office=program_words(row.type),
            guide=self._guide(row),
            facts=handed(taken, row),
        )

    def _of_message(self, row: Any) -> Sheet:
        known = instance_variables(self.session, self.host, row.instance_key, now=self.now)
        wanted = names_wanted(self.setting.files, row.process_id, row.element, known.keys())
        form = own_form(MESSAGE_FORM, tuple(wanted))
        return Sheet(
            form=form,
            options={},
            answers={**starting_answers(form), OTHERS: others_for(wanted)},
            office=message_words(row.name, row.correlation_key),
            guide=self._guide(row),
        )

    def _guide(self, row: Any) -> Words:
        definitions = self._definitions(row)
        element = definitions.by_id.get(row.element) if definitions else None
        return {name: element.guide(name) for name in ("vi", "en")} if element else NOBODY

    def _definitions(self, row: Any) -> Definitions | None:
        return definitions_of(row.process_id, self.setting.files)

    def _row(self, hand: Hand) -> Any:
        return self._named(_TABLES[hand.kind], _OPEN[hand.kind], hand.key)

    def _named(self, table: sa.Table, is_open: sa.ColumnElement[bool], key: int) -> Any:
        """A row with the process it belongs to and whose it is."""
        process = process_definition.c.process_id
        more = [] if table is message_subscription else [process]
        query = (
            sa.select(table, *more, instance.c.owner)
            .join(instance, instance.c.key == table.c.instance_key)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .where(table.c.key == key, is_open)
        )
        return self.session.execute(query).one_or_none()

    def _number(self, table: sa.Table, row: Any, alike: sa.ColumnElement[bool]) -> int:
        """How many of the same step came before a row."""
        owner = [] if table is task else [instance.c.owner == row.owner]
        query = (
            sa.select(sa.func.count())
            .select_from(table)
            .join(instance, instance.c.key == table.c.instance_key)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .where(
                process_definition.c.process_id == row.process_id,
                table.c.element == row.element,
                table.c.key < row.key,
                alike,
                *owner,
            )
        )
        return int(self.session.execute(query).scalar_one())
