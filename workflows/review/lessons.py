"""The lessons of a review as work: each is a direction of the unit that owns the legal basis."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.units import unit_by_handle, unit_by_key
from periods.set_date import set_date
from workflows.deadlines import ZONE, working_calendar
from workflows.direction.give import place_direction
from workflows.direction.targets import Giver
from workflows.errors import Refused
from workflows.review.tables import review_lesson
from workflows.submission import Actor

WHY = {"vi": "báo cáo sơ kết, tổng kết đặt", "en": "set by the report of the review"}


def give_lessons(session: Session, row: Any, actor: Actor, group: str, now: datetime) -> None:
    """Put down a direction for each lesson of a review that its head approves. Refused where one is due already.

    Their cases are started by the review's diagram once its document is there.
    """
    giver = Giver(unit_by_key(session, row.unit_key), group, actor.office, actor.staff_key)
    calendar = working_calendar(session, now)
    for place, lesson in enumerate(row.written["lessons"], 1):
        due = set_date(date.fromisoformat(lesson["by_when"]), WHY, calendar, ZONE)
        if due.at <= now:
            raise _passed(place)
        key = place_direction(
            session,
            giver,
            unit_by_handle(session, lesson["unit"]),
            what=lesson["what"],
            due=due,
            about=f"review:{row.key}",
            now=now,
        )
        session.execute(
            sa.insert(review_lesson).values(review_key=row.key, position=place, direction_key=key)
        )


def _passed(place: int) -> Refused:
    return Refused(
        f"Việc {place} đã quá hạn trước khi được giao. Trả lại để sửa hạn của việc này.",
        f"Work {place} would be late before it is given. Send the report back to have its date mended.",
    )
