"""The reports of the case: what a ward tells its district, what the district tells, and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.calendar import WorkingCalendar
from workflows.carriable import STATUS
from workflows.demo.behaviour import approve_time, behaviour_of, correction_time, draft_time, receive_time
from workflows.demo.long_bien.story import DISTRICT, REPORT, Story
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.open_for_report import CHANNELS_OF_REPORTS, starting_draft
from workflows.issues.register_key import FIELD
from workflows.issues.tables import issue, issue_source
from workflows.issues.taxonomy import field_of
from workflows.open_task import TaskFacts, find_task
from workflows.submission import draft_answers
from workflows.tables import report
from workflows.task_forms import form_for

MENTIONS = 3
ENDED = {"resolved": "resolved", "closed_unresolved": "closed"}
CORRECTED = "Đã bổ sung địa bàn và số liệu theo yêu cầu."


def report_time(row: Any, place: int, calendar: WorkingCalendar) -> datetime:
    """When a step of a report is done. Every ward of the case reports: some of them late, some after a return."""
    behaviour = replace(behaviour_of(place, lowest=row.handle != DISTRICT), silent=False)
    if row.element == "approve":
        return approve_time(behaviour, row.created_at)
    if row.element == "accept":
        return receive_time(behaviour, row.created_at, calendar)
    if row.returns:
        return correction_time(behaviour, row.created_at, calendar)
    return draft_time(behaviour, row.created_at, row.report_due_at, calendar)


def drafted(session: Session, viewer: Viewer, row: Any, told: Sequence[Story]) -> dict[str, Any]:
    """What a clerk writes: the open issues that the draft begins with, and those that came since."""
    facts = find_task(session, viewer, row.key)
    before = draft_answers(session, facts.report.key)
    if before:
        return {**before, "followup": CORRECTED}
    starting = starting_draft(session, facts, form_for(session, facts))
    new = _told_below(session, facts) if facts.report.subordinates else [_row(story) for story in told]
    listed = [*starting["issues"], *new]
    overview = (
        f"Trong kỳ có {len(new)} vấn đề được phản ánh; {len(listed) - len(new)} vấn đề kỳ trước đang được theo dõi."
        if listed
        else "Tình hình địa bàn ổn định; trong kỳ không có vấn đề mới được phản ánh."
    )
    return {**starting, "overview": overview, "issues": listed, "nil_report": not listed}


def told_in(stories: Sequence[Story], ward: str, period: str) -> list[Story]:
    """The issues that the report of a ward tells of first."""
    return [one for one in stories if (one.channel, one.ward, one.raised) == (REPORT, ward, period)]


def _row(story: Story) -> dict[str, Any]:
    return {
        "summary": story.summary,
        "field": field_of(story.category),
        "place": WHOLE_UNIT,
        "source": "contact",
        "mentions": MENTIONS + story.place % 5,
        "urgency": story.urgency,
        "status": "new",
        "handler": "",
        FIELD: "",
    }


def _told_below(session: Session, facts: TaskFacts) -> list[dict[str, Any]]:
    """The issues that the accepted reports of the units below told of, each once."""
    keys = (
        sa.select(issue_source.c.issue_key)
        .join(report, report.c.key == issue_source.c.report_key)
        .where(report.c.cycle_key == facts.report.cycle_key, issue_source.c.replaced.is_(False))
    )
    rows = session.execute(sa.select(issue).where(issue.c.key.in_(keys)).order_by(issue.c.key))
    return [_carried(session, row) for row in rows]


def _carried(session: Session, row: Any) -> dict[str, Any]:
    status = {**STATUS, **ENDED}
    return {
        "summary": row.summary,
        "field": row.field,
        "place": unit_by_key(session, row.place_unit_key).handle,
        "source": CHANNELS_OF_REPORTS.get(row.channel, row.channel),
        "mentions": row.mentions,
        "urgency": row.urgency,
        "status": status[row.state],
        "handler": "",
        FIELD: str(row.key),
    }
