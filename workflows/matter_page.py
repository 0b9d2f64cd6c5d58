"""All that the page of a task shows which is no report's: what to do, by when and why, what to read, the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.session import Session
from forms.form import Form, Option
from forms.shape import starting_answers
from organisation.postings import Member
from organisation.viewer import Viewer
from periods.dated import Dated
from periods.late import Lateness, lateness
from workflows.attachments.finding import Attached, in_draft
from workflows.choices import options_for
from workflows.claim import colleagues
from workflows.comments import Comment, comments
from workflows.deadlines import ZONE, working_calendar
from workflows.draft_at import Draft, draft_at
from workflows.kinds import KINDS
from workflows.matter import Matter
from workflows.matter_lines import line_of_task
from workflows.matter_story import Event, story
from workflows.open_task import TaskFacts, find_task
from workflows.presence import Beside, others_in
from workflows.task_forms import form_for


@dataclass(frozen=True)
class MatterPage:
    """The facts of one task page.

    `distance` says how far the due date is, `why` how it came about. `beside` are colleagues in the same draft,
    `colleagues` those who may do the task, the viewer included.
    """

    facts: TaskFacts
    matter: Matter
    due_at: datetime | None
    distance: Lateness | None
    why: Dated | None
    form: Form
    options: Mapping[str, Sequence[Option]]
    starting: Mapping[str, Any]
    draft: Draft
    files: Sequence[Attached]
    beside: Sequence[Beside]
    story: Sequence[Event]
    comments: Sequence[Comment]
    colleagues: Sequence[Member]


def matter_page(session: Session, viewer: Viewer, task_key: int, now: datetime) -> MatterPage:
    """The page of a task, open or done, for one whose unit it lies with. NotYours for anybody else."""
    facts = find_task(session, viewer, task_key)
    kind = KINDS.get(facts.subject.kind) if facts.subject else None
    matter = kind.matter(session, facts, now) if kind else Matter(line_of_task(session, facts.row))
    form, due = form_for(session, facts), facts.row.due_at
    return MatterPage(
        facts=facts,
        matter=matter,
        due_at=due,
        distance=lateness(due, now, working_calendar(session, now), ZONE) if due else None,
        why=kind.due(session, facts) if kind else None,
        form=form,
        options=options_for(session, facts),
        starting=starting_answers(form) | dict(matter.starting),
        draft=draft_at(session, facts.place),
        files=in_draft(session, facts.place) if facts.open else (),
        beside=others_in(session, facts.place, viewer.staff_key, now) if facts.open else (),
        story=story(session, [facts.row.instance_key]),
        comments=comments(session, facts.row.subject) if facts.subject else (),
        colleagues=colleagues(session, facts, now) if facts.open else (),
    )
