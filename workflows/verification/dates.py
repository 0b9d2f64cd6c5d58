"""How long each step of a verification may take: the table `verification_days`, counted in the working calendar."""

from collections.abc import Mapping
from datetime import datetime

from database.session import Session
from engine.decisions import newest_decisions
from periods.dated import Dated
from workflows.deadlines import ZONE, working_calendar
from workflows.errors import Refused
from workflows.set_days import evening_of

DECISION = "verification_days"

# what the days of a step are counted from, inside a sentence
FROM: Mapping[str, Mapping[str, str]] = {
    "convene": {"vi": "yêu cầu", "en": "asked"},
    "answer": {"vi": "triệu tập", "en": "convened"},
    "wait": {"vi": "hạn trả lời muộn nhất", "en": "last due date of the agencies"},
    "conclude": {"vi": "hết hạn tổng hợp", "en": "collecting ends"},
    "opine": {"vi": "gửi dự thảo", "en": "draft sent"},
    "wait_opinion": {"vi": "hạn cho ý kiến", "en": "opinions due"},
    "close": {"vi": "hết hạn tổng hợp", "en": "collecting ends"},
    "close_opinion": {"vi": "hết hạn cho ý kiến", "en": "opinions end"},
}
_ROW = {"close_opinion": "close"}


def step_date(session: Session, step: str, urgency: str, start: datetime, now: datetime) -> Dated:
    """When a step that begins at a moment has to be done: at 17:00, so many working days later.

    Refused where the table has no row for it.
    """
    days = _days(session, _ROW.get(step, step), urgency)
    calendar = working_calendar(session, now)
    begin = start.astimezone(ZONE).date()
    day = calendar.add_working_days(begin, days)
    explanation = {
        language: f"{FROM[step][language]} {begin:%d/%m/%Y} + {days} {counted} = {day:%d/%m/%Y}, {named}"
        for language, counted, named in (
            ("vi", "ngày làm việc", f"lịch {calendar.version}"),
            ("en", "working days" if days != 1 else "working day", f"calendar {calendar.version}"),
        )
    }
    return Dated(evening_of(day), explanation, (), calendar.version)


def _days(session: Session, step: str, urgency: str) -> int:
    decisions = newest_decisions(session, DECISION)
    days = decisions.evaluate(DECISION, {"step": step, "urgency": urgency})
    if days is None:
        raise Refused(
            f"Bảng {DECISION} không có dòng cho bước “{step}”. Chủ quy trình cần thêm dòng này.",
            f"The table {DECISION} has no row for the step “{step}”. The process owner must add it.",
        )
    return int(days)
