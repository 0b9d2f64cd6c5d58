"""What a clerk does with the numbers of a longer report: take them as they are now, say why one is another."""

from collections.abc import Mapping
from datetime import datetime

from database.session import Session
from engine.holding import hold_task
from organisation.viewer import Viewer
from workflows.draft import Origin, find_draft, keep_draft
from workflows.errors import Refused
from workflows.open_task import find_task
from workflows.prefill import being_written, keep_reasons, prefilled_fields, take_again
from workflows.submission import draft_answers, draft_revision
from workflows.task_forms import form_for


def take_numbers(session: Session, viewer: Viewer, task_key: int, *, now: datetime) -> None:
    """Put the numbers as the sources come to now into the draft; those the clerk wrote otherwise stay.

    StalePage, Refused, NotYours as for saving a draft.
    """
    hold_task(session, task_key)
    facts = find_draft(session, viewer, task_key)
    if not facts.drafting:
        raise Refused(
            "Việc này không có số nào được cộng từ báo cáo khác.",
            "This task has no numbers that are added up from other reports.",
        )
    key = facts.report.key
    writing = being_written(facts.report)
    answers = take_again(session, form_for(session, facts), writing, draft_answers(session, key), now)
    origin = Origin(draft_revision(session, key))
    keep_draft(session, facts.place, answers, origin=origin, staff_key=viewer.staff_key, now=now)


def give_reasons(session: Session, viewer: Viewer, task_key: int, reasons: Mapping[str, str]) -> None:
    """Keep why numbers were written otherwise than added up; only of numbers that the form adds up."""
    if not reasons:
        return
    hold_task(session, task_key)
    facts = find_task(session, viewer, task_key)
    if not (facts.open and facts.may_act and facts.drafting):
        return
    known = {one.key for one in prefilled_fields(form_for(session, facts))}
    keep_reasons(
        session, being_written(facts.report), {key: text for key, text in reasons.items() if key in known}
    )
