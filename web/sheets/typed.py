"""What was typed into the form of a task, and how it is looked at before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any

from database.session import Session
from forms.check import Problem, check_answers, without_empty_rows
from forms.form import Form
from forms.shape import Answers, rows_of
from web.visit import Visit
from workflows.complete_task import check_task
from workflows.draft import Origin
from workflows.draft_at import saved_draft
from workflows.issues.open_for_report import starting_draft
from workflows.open_task import TaskFacts
from workflows.printing import unprintable_letters
from workflows.task_forms import form_for


@dataclass(frozen=True)
class Typed:
    """What a form carried, and why it is shown again.

    `origin` is the page, and the draft's revision that it was made from; `words` what could not be done; `stale`
    that somebody else was faster. `remark` stands in the box of remarks, `remark_problem` says why it was not sent;
    `reasons` stand beside numbers. `kept`: it is the saved draft, checked as if it were sent.
    """

    answers: Answers
    origin: Origin
    problems: Sequence[Problem] = ()
    words: Mapping[str, str] | None = None
    stale: bool = False
    remark: str = ""
    remark_problem: Mapping[str, str] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


def as_counted(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The rows as problems count them: without empty ones, unless a list has no other; those stay to be written."""
    written = without_empty_rows(form, dict(answers))
    all_rows = {rows.key: rows_of(rows, answers.get(rows.key)) for rows in form.lists}
    return {**written, **{key: rows for key, rows in all_rows.items() if not written[key]}}


def seen_in_draft(form: Form, answers: Mapping[str, Any]) -> Sequence[Problem]:
    """What a draft should lose before it is sent."""
    return check_answers(form, answers, options={}, draft=True, unprintable=unprintable_letters).warnings


def kept_to_mend(session: Session, visit: Visit, facts: TaskFacts) -> Typed:
    """The draft as it is kept, with all that stands in the way of sending it."""
    form, draft = form_for(session, facts), saved_draft(session, visit.viewer, facts.row.key)
    answers = as_counted(form, draft.answers if draft.revision else starting_draft(session, facts, form))
    problems = check_task(session, facts, form, answers, visit.now).problems
    return Typed(answers, Origin(draft.revision), problems=problems, kept=True)


def page_name(typed: Typed | None) -> str:
    """A page that is shown again stays the one it was: what it saves by itself meanwhile is not a rival's."""
    kept = typed.origin.page if typed is not None and not typed.stale else ""
    return kept or token_urlsafe(12)
