"""All that the page of a task shows: what is asked, by when and why, the form, the story so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Form, Option
from organisation.postings import Member
from organisation.viewer import Viewer
from workflows.case import find_report
from workflows.claim import colleagues
from workflows.comments import Comment, comments
from workflows.open_task import TaskFacts, find_task
from workflows.report_forms import form_for, form_named, options_for
from workflows.submission import newest_version
from workflows.tables import cycle_level, report_draft, report_return
from workflows.track import Event, story


@dataclass(frozen=True)
class Draft:
    """What was saved last; revision 0 and no time when nothing was."""

    answers: Mapping[str, Any]
    revision: int
    saved_at: datetime | None


@dataclass(frozen=True)
class TaskPage:
    """The facts of one task page.

    `shown_form` and `shown` are the report to look at while deciding (approving or receiving); None when drafting.
    `dates` has every date of the cycle for the unit's level with its explanation (periods/dated.py as JSON);
    `due_words` the explanation of a moved deadline. `last_return` is why the report came back, if it did.
    """

    facts: TaskFacts
    report: Any
    form: Form
    options: Mapping[str, Sequence[Option]]
    draft: Draft
    shown_form: Form | None
    shown: Mapping[str, Any] | None
    dates: Mapping[str, Any]
    due_words: Mapping[str, Any] | None
    last_return: Any | None
    story: Sequence[Event]
    comments: Sequence[Comment]
    colleagues: Sequence[Member]


def task_page(session: Session, viewer: Viewer, task_key: int, now: datetime) -> TaskPage:
    """The page of a task, open or done, for one whose unit it lies with. NotYours for anybody else."""
    facts = find_task(session, viewer, task_key)
    row = find_report(session, viewer, facts.row.report_key, now)
    deciding = facts.row.form_id != REPORT_FORM
    return TaskPage(
        facts=facts,
        report=row,
        form=form_for(session, facts),
        options=options_for(session, facts),
        draft=_draft(session, row.key),
        shown_form=report_form(session, facts) if deciding else None,
        shown=_shown(session, facts) if deciding else None,
        dates=_dates(session, row),
        due_words=row.due_words,
        last_return=_last_return(session, row.key),
        story=story(session, row),
        comments=comments(session, row.key),
        colleagues=colleagues(session, facts, now) if facts.may_assign and facts.open else (),
    )


REPORT_FORM = "monthly_report"


def report_form(session: Session, facts: TaskFacts) -> Form:
    """The form the report itself was filled in with, as the same deployment knows it."""
    return form_named(session, facts, REPORT_FORM)


def _shown(session: Session, facts: TaskFacts) -> Mapping[str, Any]:
    """While approving: the draft as it was put before the head. While receiving: the version that was sent."""
    if facts.row.element == "approve":
        return _draft(session, facts.row.report_key).answers
    version = newest_version(session, facts.row.report_key)
    return {} if version is None else version.answers


def _draft(session: Session, report_key: int) -> Draft:
    row = session.execute(
        sa.select(report_draft.c.answers, report_draft.c.revision, report_draft.c.saved_at).where(
            report_draft.c.report_key == report_key
        )
    ).one_or_none()
    return Draft({}, 0, None) if row is None else Draft(row.answers, row.revision, row.saved_at)


def _dates(session: Session, row: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = session.execute(
        sa.select(cycle_level.c.dates).where(
            cycle_level.c.cycle_key == row.cycle_key, cycle_level.c.level == row.level
        )
    ).scalar_one()
    return found


def _last_return(session: Session, report_key: int) -> Any:
    return session.execute(
        sa.select(report_return)
        .where(report_return.c.report_key == report_key)
        .order_by(report_return.c.key.desc())
        .limit(1)
    ).one_or_none()
