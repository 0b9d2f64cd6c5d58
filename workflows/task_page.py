"""All that the page of a task shows: what is asked, by when and why, the form, the story so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.difference import Written
from forms.form import Form, Option
from organisation.postings import Member
from organisation.viewer import Viewer
from periods.dated import Dated
from periods.late import Lateness, lateness
from periods.windows import Period, period
from workflows.attachments.finding import Attached, in_draft, sent_with
from workflows.attempts import Attempt, attempts
from workflows.carried_issues import may_choose
from workflows.case import find_report
from workflows.choices import options_for
from workflows.claim import colleagues
from workflows.comments import Comment, comments
from workflows.deadlines import ZONE, working_calendar
from workflows.draft_at import Draft, draft_at
from workflows.due_words import why_due
from workflows.issues.open_for_report import starting_draft
from workflows.open_task import TaskFacts, due_of, find_task
from workflows.prefill import Prefill, being_written, find_prefill, sent_last
from workflows.presence import Beside, others_in
from workflows.returned import TOLD_ABOVE, WITHDRAWN, Returned, returns
from workflows.submission import draft_answers, latest_version, newest_version
from workflows.tables import document
from workflows.task_forms import form_for, form_named
from workflows.track import Event, story
from workflows.versions import Sent, sent_versions, written_version


@dataclass(frozen=True)
class Earlier:
    """The version sent before the one to decide about."""

    version: Sent
    written: Written


@dataclass(frozen=True)
class TaskPage:
    """The facts of one task page.

    `due_at` with `distance` (how far it is, in words; `late` when it has passed) and `why` (how the date came about).
    `starting` is what the form begins with while nothing is saved.
    `is_early`: sent now, it would be before the last day of its window is over; a request has no window.
    `chooses`: issues of other reports can be carried into it.
    `files` are those beside the draft, or beside the version to receive. `beside` are colleagues in the same draft.
    `shown_form` and `shown` are the report to look at while deciding (approving or receiving); None when drafting.
    `prefill` says where the numbers come from, of the draft or of what is shown.
    `before` is the version that it corrects, if it does. `document_key` is the newest version's PDF, once it is
    made. `last_return` is why the report came back, if it did; a receiving desk sees its own returns only.
    `correction` is why a report that was accepted is written again.
    `withdrawn` says that the task ended because the report was taken back.
    `colleagues` are those who may do the task, the viewer included.
    """

    facts: TaskFacts
    report: Any
    window: Period
    due_at: datetime | None
    distance: Lateness | None
    why: Dated | None
    form: Form
    options: Mapping[str, Sequence[Option]]
    draft: Draft
    starting: Mapping[str, Any]
    is_early: bool
    chooses: bool
    files: Sequence[Attached]
    beside: Sequence[Beside]
    shown_form: Form | None
    shown: Mapping[str, Any] | None
    prefill: Prefill | None
    before: Earlier | None
    document_key: int | None
    last_return: Returned | None
    withdrawn: bool
    correction: Attempt | None
    story: Sequence[Event]
    comments: Sequence[Comment]
    colleagues: Sequence[Member]


def task_page(session: Session, viewer: Viewer, task_key: int, now: datetime) -> TaskPage:
    """The page of a task, open or done, for one whose unit it lies with. NotYours for anybody else."""
    facts = find_task(session, viewer, task_key)
    row = find_report(session, viewer, facts.report.key, now)
    deciding = facts.open and not facts.drafting
    due = due_of(facts)
    back = returns(session, row, viewer)
    return TaskPage(
        facts=facts,
        report=row,
        window=period(row.period),
        due_at=due,
        distance=lateness(due, now, working_calendar(session, now), ZONE) if due else None,
        why=why_due(session, facts, now),
        form=form_for(session, facts),
        options=options_for(session, facts),
        draft=draft_at(session, facts.place),
        starting=starting_draft(session, facts, form_for(session, facts)),
        is_early=_is_early(facts, period(row.period), now),
        chooses=may_choose(session, facts, form_for(session, facts)),
        files=_files(session, facts),
        beside=others_in(session, facts.place, viewer.staff_key, now)
        if facts.drafting and facts.open
        else (),
        shown_form=form_named(session, facts, facts.report.form) if deciding else None,
        shown=_shown(session, facts) if deciding else None,
        prefill=_prefill(session, facts),
        before=_before(session, facts, row) if deciding else None,
        document_key=_document(session, row.key),
        last_return=_last_return(facts, back.values()),
        correction=_correction(session, row),
        withdrawn=task_key in back and back[task_key].stage == WITHDRAWN,
        story=story(session, row, viewer),
        comments=comments(session, facts.row.subject),
        colleagues=colleagues(session, facts, now) if facts.open else (),
    )


def _is_early(facts: TaskFacts, window: Period, now: datetime) -> bool:
    before_the_end = now.astimezone(ZONE).date() <= window.cutoff
    return facts.open and not facts.receiving and window.kind != "adhoc" and before_the_end


def _shown(session: Session, facts: TaskFacts) -> Mapping[str, Any]:
    """While receiving: the version that was sent. While approving: the draft as it was put before the head."""
    if not facts.receiving:
        return draft_answers(session, facts.report.key)
    version = newest_version(session, facts.report.key)
    return {} if version is None else version.answers


def _correction(session: Session, row: Any) -> Attempt | None:
    if row.attempt == 1:
        return None
    return next(one for one in attempts(session, row.cycle_unit_key) if one.report_key == row.key)


def _files(session: Session, facts: TaskFacts) -> Sequence[Attached]:
    """While receiving: those of the version that was sent. Else those of the draft."""
    if not facts.receiving:
        return in_draft(session, facts.place)
    version = newest_version(session, facts.report.key)
    return () if version is None else sent_with(session, version.key)


def _prefill(session: Session, facts: TaskFacts) -> Prefill | None:
    if not facts.open:
        return None
    form = form_named(session, facts, facts.report.form)
    return find_prefill(
        session, form, sent_last(facts.report) if facts.receiving else being_written(facts.report)
    )


def _before(session: Session, facts: TaskFacts, row: Any) -> Earlier | None:
    """What the one who decides has to compare with: he need not read again what did not change."""
    known = sent_versions(session, row)
    if facts.receiving:
        known = known[:-1]
    if not known:
        return None
    return Earlier(known[-1], written_version(session, known[-1], options_for(session, facts)))


def _document(session: Session, report_key: int) -> int | None:
    return session.execute(
        sa.select(document.c.key).where(document.c.version_key == latest_version(report_key))
    ).scalar_one_or_none()


def _last_return(facts: TaskFacts, returned: Iterable[Returned]) -> Returned | None:
    told = [one for one in returned if one.stage in TOLD_ABOVE or not facts.receiving]
    return told[-1] if told else None
