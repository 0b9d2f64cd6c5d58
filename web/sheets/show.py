"""Showing the page of a task, whatever it is about."""

from collections.abc import Mapping

from fastapi.responses import Response

from database.session import Session
from web.sheets.matter import show_matter_task
from web.sheets.report import show_report_task
from web.sheets.typed import Typed
from web.visit import Visit
from workflows.open_task import find_task

STALE_TASK: Mapping[str, str] = {
    "vi": "Việc này vừa được người khác làm xong hoặc đã đổi người. Nội dung bạn gõ chưa được lưu.",
    "en": "Somebody else has just done this task, or it changed hands. What you typed was not saved.",
}


def show_sheet(
    session: Session,
    visit: Visit,
    key: int,
    *,
    typed: Typed | None = None,
    done: str | None = None,
    status: int = 200,
) -> Response:
    """The page of a task. NotYours unless it lies with one of the viewer's units."""
    of_report = find_task(session, visit.viewer, key).of_report
    show = show_report_task if of_report else show_matter_task
    return show(session, visit, key, typed=typed, done=done, status=status)


def show_again(key: int, visit: Visit, typed: Typed, *, status: int, done: str | None = None) -> Response:
    """The same page with what was typed, as the task stands now."""
    with visit.parts.database.read() as session:
        return show_sheet(session, visit, key, typed=typed, status=status, done=done)
