"""The form that somebody of a play has before him, of a task or of the beginning, with its choices and a start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words
from database.session import Database, Session
from engine.host import Host
from engine.tables import OPEN_TASK, instance, task
from forms.form import Form, Option
from forms.shape import starting_answers
from workflows.choices import options_for
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.beginnings import beginning_of
from workflows.designer.playing.players import player
from workflows.designer.playing.samples import with_samples
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.steps import Begin
from workflows.issues.open_for_report import starting_draft
from workflows.kinds import KINDS
from workflows.offices import office_of
from workflows.open_task import TaskFacts, find_task
from workflows.prefill import being_written, find_prefill
from workflows.task_forms import NO_FORM, deployed_form, form_for

NIL, ISSUES = "nil_report", "issues"
"""Of a report: without an issue it says that there is none."""
NOBODY: Words = {"vi": "", "en": ""}


@dataclass(frozen=True)
class Sheet:
    """A form to be filled in: what its fields begin with, whose it is, what the diagram says to him and hands him."""

    form: Form
    options: Mapping[str, Sequence[Option]]
    answers: Mapping[str, Any]
    office: Words
    guide: Words
    facts: Sequence[tuple[Words, str]] = ()


def sheet_of_beginning(session: Session, stand: Stand, setting: Setting) -> Sheet:
    """The form by which a process begins. Refused where it does not begin by itself."""
    beginning = beginning_of(stand.process, setting.files)
    form, options = beginning.form(session), beginning.options(stand, session)
    office = beginning.office(stand.cast)
    words = office_of(session, office) if office else NOBODY
    answers = with_samples(form, beginning.starting(form), options, stand.now)
    return Sheet(form, options, answers, words, beginning.note)


def sheet_of_task(session: Session, task_key: int, now: datetime) -> Sheet | None:
    """The form of an open task as its holder sees it; None where it is not open."""
    row = session.execute(
        sa.select(task, instance.c.deployment_key)
        .join(instance, instance.c.key == task.c.instance_key)
        .where(task.c.key == task_key, OPEN_TASK)
    ).one_or_none()
    if row is None:
        return None
    if row.candidate_group is None:
        form = deployed_form(session, row.deployment_key, row.form_id) if row.form_id else NO_FORM
        answers = with_samples(form, starting_answers(form), {}, now)
        return Sheet(form, {}, answers, NOBODY, NOBODY)
    facts = find_task(session, player(session, row.candidate_group, now, row.assignee), task_key)
    form, options = form_for(session, facts), options_for(session, facts)
    answers = with_samples(form, _starting(session, facts, form, now), options, now)
    return Sheet(form, options, answers, facts.office, facts.guide)


def _starting(session: Session, facts: TaskFacts, form: Form, now: datetime) -> Mapping[str, Any]:
    if facts.of_report:
        numbers = find_prefill(session, form, being_written(facts.report)) if facts.drafting else None
        begun = {**starting_draft(session, facts, form), **(numbers.totals if numbers else {})}
        return {**begun, NIL: not begun.get(ISSUES)} if NIL in begun else begun
    kind = KINDS.get(facts.subject.kind) if facts.subject else None
    known = kind.matter(session, facts, now).starting if kind else {}
    return {**starting_answers(form), **known}


def begin_of(
    database: Database, host: Host, setting: Setting, process: str, answers: Mapping[str, Any], now: datetime
) -> Begin:
    """The step that begins a process, at the moment its answers say. Raises ProblemsFound, Refused."""
    stand = Stand(database, host, setting.cast, process, now)
    return Begin(process, beginning_of(process, setting.files).moment(stand, answers), dict(answers))
