"""What completing a task of a review does: its outline, its parts, its consolidation and their approval."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from organisation.days import local_day
from organisation.roles import HEAD, group
from periods.dated import Dated, from_json
from periods.set_date import set_date
from workflows.completion import Completion, Handler
from workflows.deadlines import ZONE, working_calendar
from workflows.desk import desk_of
from workflows.register import next_document_number
from workflows.review.lessons import give_lessons
from workflows.review.rows import part_row, review_row
from workflows.review.tables import review, review_part, review_return
from workflows.review.units import units_to_ask
from workflows.review.words import review_title

NO_TIME = timedelta()
SET_BY_LEAD = {"vi": "đơn vị chủ trì đặt", "en": "set by the leading unit"}


def outline(done: Completion) -> dict[str, Any]:
    """The owner says what each unit answers, which units, and by when; each of them gets a part."""
    row = review_row(done.session, done.key)
    dates = {name: from_json(found) for name, found in row.dates.items()}
    dates["parts_due"] = _parts_due(done, dates["parts_due"])
    dates["collect_until"] = max(dates["collect_until"], dates["parts_due"], key=_moment)
    due = dates["parts_due"].at
    closes = dates["closes"].at + max(due - row.due_at, NO_TIME)
    wanted = None if done.answers["who"] == "all" else set(done.answers["units"])
    asked = [
        unit
        for unit in units_to_ask(done.session, row.unit_key, row.level, done.now)
        if wanted is None or unit.handle in wanted
    ]
    parts = [
        {
            "review_key": row.key,
            "unit_key": unit.key,
            "handle": unit.handle,
            "unit_name": unit.name,
            "due_at": due,
            "closes_at": closes,
        }
        for unit in asked
    ]
    if parts:
        done.session.execute(sa.insert(review_part), parts)
    _update(
        done,
        outlined_at=done.now,
        asks=done.answers["asks"],
        dates={name: dated.to_json() for name, dated in dates.items()},
    )
    _tell(done, "matter_assigned", [desk_of(done.session, unit.handle, done.now) for unit in asked], row, due)
    return {"collect_until": dates["collect_until"].at.isoformat()}


def _parts_due(done: Completion, planned: Dated) -> Dated:
    day = date.fromisoformat(done.answers["parts_due"])
    if day == local_day(planned.at):
        return planned
    return set_date(day, SET_BY_LEAD, working_calendar(done.session, done.now), ZONE)


def _moment(dated: Dated) -> datetime:
    return dated.at


def write_part(done: Completion) -> dict[str, Any]:
    """A unit puts its part before its head."""
    row = part_row(done.session, done.key)
    _update_part(done, written=dict(done.answers))
    _tell(done, "matter_waiting", [group(row.handle, HEAD)], row, row.due_at)
    return {}


def approve_part(done: Completion) -> dict[str, Any]:
    """The head sends the part to the leading unit, or back with a reason. A part that comes late is told."""
    row = part_row(done.session, done.key)
    if done.answers["decision"] == "return":
        return _send_back(done, row, row.handle, row.due_at)
    _update_part(done, sent_at=done.now, approved_office=dict(done.actor.office))
    if from_json(row.dates["collect_until"]).at <= done.now:
        text = {"vi": "gửi phần sau khi đã bắt đầu tổng hợp", "en": "sent its part after consolidation began"}
        facts = {"title": review_title(row), "unit": row.unit_name, "text": text}
        done.tell("matter_told", [desk_of(done.session, row.lead, done.now)], facts)
    return {"decision": "approve"}


def consolidate(done: Completion) -> dict[str, Any]:
    """The owner puts the report with its lessons before the head."""
    row = review_row(done.session, done.key)
    _update(done, written=dict(done.answers))
    _tell(done, "matter_waiting", [group(row.handle, HEAD)], row, row.due_at)
    return {}


def approve_review(done: Completion) -> dict[str, Any]:
    """The head approves: the report gets its number, each lesson becomes a direction; or sends it back."""
    row = review_row(done.session, done.key)
    if done.answers["decision"] == "return":
        return _send_back(done, row, row.handle, row.due_at)
    year = done.now.astimezone(ZONE).year
    _update(
        done,
        approved_at=done.now,
        approved_office=dict(done.actor.office),
        document_year=year,
        document_number=next_document_number(done.session, row.unit_key, year),
    )
    give_lessons(done.session, row, done.actor, done.facts.row.candidate_group, done.now)
    return {"decision": "approve"}


def _send_back(done: Completion, row: Any, handle: str, due: datetime) -> dict[str, Any]:
    done.session.execute(
        sa.insert(review_return).values(
            about=done.facts.row.subject,
            task_key=done.facts.row.key,
            reason_code=done.answers["reason_code"],
            reason=done.answers["reason"],
            office=dict(done.actor.office),
            at=done.now,
        )
    )
    facts = {
        "title": review_title(row),
        "unit": row.unit_name,
        "due": due.astimezone(ZONE).isoformat(),
        "reason": done.answers["reason"],
    }
    done.tell("matter_returned", [desk_of(done.session, handle, done.now)], facts)
    return {"decision": "return"}


def _tell(done: Completion, words: str, groups: list[str], row: Any, due: datetime) -> None:
    facts = {"title": review_title(row), "unit": row.unit_name, "due": due.astimezone(ZONE).isoformat()}
    done.tell(words, groups, facts)


def _update(done: Completion, **values: Any) -> None:
    done.session.execute(sa.update(review).where(review.c.key == done.key).values(**values))


def _update_part(done: Completion, **values: Any) -> None:
    done.session.execute(sa.update(review_part).where(review_part.c.key == done.key).values(**values))


HANDLERS: Mapping[str, Handler] = {
    "outline_review": outline,
    "write_review_part": write_part,
    "approve_review_part": approve_part,
    "consolidate_review": consolidate,
    "approve_review": approve_review,
}
