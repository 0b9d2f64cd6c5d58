"""What the forms of a review cannot know by themselves: which days are possible."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from database.session import Session
from forms.check import Problem
from organisation.days import local_day
from workflows.completion import Check
from workflows.open_task import TaskFacts
from workflows.review.rows import review_row
from workflows.set_days import day_words, furthest


def check_parts_due(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """The parts are due after today, and no later than the review itself, unless that is late already."""
    if facts.subject is None:
        return ()
    today, last = local_day(now), local_day(review_row(session, facts.subject.key).due_at)
    last = last if last >= today else furthest(now)
    words = day_words(date.fromisoformat(answers["parts_due"]), after=today, last=last)
    return (Problem("parts_due", words, words),) if words else ()


def check_lessons(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """Each lesson is due after the review was opened."""
    if facts.subject is None:
        return ()
    opened = local_day(review_row(session, facts.subject.key).opened_at)
    return list(_impossible(answers.get("lessons") or [], opened, furthest(now)))


def _impossible(lessons: Sequence[Mapping[str, Any]], opened: date, last: date) -> Iterator[Problem]:
    for place, lesson in enumerate(lessons):
        text = lesson.get("by_when")
        words = day_words(date.fromisoformat(text), after=opened, last=last) if text else None
        if words:
            summary = {"vi": f"Việc {place + 1}: {words['vi']}", "en": f"Work {place + 1}: {words['en']}"}
            yield Problem(f"lessons.{place}.by_when", words, summary)


CHECKS: Mapping[str, Check] = {"outline_review": check_parts_due, "consolidate_review": check_lessons}
