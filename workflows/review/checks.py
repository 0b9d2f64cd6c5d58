"""What the forms of a review cannot know by themselves: which dates are still possible."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from database.session import Session
from forms.check import Problem
from periods.words import day_text
from workflows.completion import Check
from workflows.deadlines import ZONE
from workflows.open_task import TaskFacts
from workflows.review.rows import review_row


def check_outline(session: Session, facts: TaskFacts, answers: Mapping[str, Any]) -> Sequence[Problem]:
    """The parts are due after the day of the opening, and no later than the review itself."""
    text = answers.get("parts_due")
    if not text or facts.subject is None:
        return ()
    row = review_row(session, facts.subject.key)
    day, opened = date.fromisoformat(text), row.opened_at.astimezone(ZONE).date()
    last = row.due_at.astimezone(ZONE).date()
    if opened < day <= last:
        return ()
    words = {
        "vi": f"Hạn gửi phần phải sau {day_text(opened)} và không sau hạn của đợt, {day_text(last)}.",
        "en": f"The parts are due after {day_text(opened)} and no later than the review, {day_text(last)}.",
    }
    return (Problem("parts_due", words, words),)


def check_lessons(session: Session, facts: TaskFacts, answers: Mapping[str, Any]) -> Sequence[Problem]:
    """Each lesson is due after the review was opened."""
    if facts.subject is None:
        return ()
    opened = review_row(session, facts.subject.key).opened_at.astimezone(ZONE).date()
    return list(_early(answers.get("lessons") or [], opened))


def _early(lessons: Sequence[Mapping[str, Any]], opened: date) -> Iterator[Problem]:
    for place, lesson in enumerate(lessons):
        text = lesson.get("by_when")
        if text and date.fromisoformat(text) <= opened:
            words = {
                "vi": f"Hạn phải sau {day_text(opened)}.",
                "en": f"The date must lie after {day_text(opened)}.",
            }
            summary = {"vi": f"Việc {place + 1}: {words['vi']}", "en": f"Work {place + 1}: {words['en']}"}
            yield Problem(f"lessons.{place}.by_when", words, summary)


CHECKS: Mapping[str, Check] = {"outline_review": check_outline, "consolidate_review": check_lessons}
