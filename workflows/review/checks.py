"""What the form of a review cannot know by itself: which dates of lessons are possible."""

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


CHECKS: Mapping[str, Check] = {"consolidate_review": check_lessons}
