"""Who of an office does a task: take it, give it back, or have the head hand it to a colleague."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from database.session import Session
from engine import tasks
from engine.errors import StaleTask, TaskGone, TaskTaken
from notifications.outbox import notify
from organisation.days import local_day
from organisation.postings import Member, staff_of
from organisation.roles import split_group
from organisation.viewer import Viewer
from workflows.errors import Refused, StalePage
from workflows.matter_lines import due_text, line_of_task
from workflows.notice_facts import notice_facts
from workflows.open_task import TaskFacts, find_task, holds


def claim(session: Session, viewer: Viewer, task_key: int, *, now: datetime) -> None:
    """Take a task of one's office. Of two who try, one has it and the other gets StalePage."""
    facts = find_task(session, viewer, task_key)
    if facts.row.candidate_group not in viewer.groups:
        raise _not_your_office()
    with _told_plainly():
        tasks.claim_task(session, task_key, actor=str(viewer.staff_key), now=now)


def release(session: Session, viewer: Viewer, task_key: int, *, now: datetime) -> None:
    """Give a task back to the office; its draft and its dates stay."""
    facts = find_task(session, viewer, task_key)
    if not holds(viewer, facts.row.assignee) and not facts.may_assign:
        raise Refused(
            "Bạn không giữ việc này nên không trả lại được.",
            "You do not hold this task, so you cannot give it back.",
        )
    with _told_plainly():
        tasks.release_task(session, task_key, actor=str(viewer.staff_key), now=now)


def reassign(session: Session, viewer: Viewer, task_key: int, staff_key: int, *, now: datetime) -> None:
    """The head hands a task to a colleague who holds the task's role in the unit. Dates stay as they are.

    A colleague who has it already keeps it, and is told nothing anew.
    """
    facts = find_task(session, viewer, task_key)
    if not facts.may_assign:
        raise Refused(
            "Chỉ lãnh đạo đơn vị chuyển được việc cho người khác.",
            "Only the head of the unit may reassign a task.",
        )
    if staff_key not in {colleague.staff_key for colleague in colleagues(session, facts, now)}:
        raise _not_your_office()
    if facts.open and facts.row.assignee == str(staff_key):
        return
    with _told_plainly():
        tasks.assign_task(session, task_key, str(staff_key), actor=str(viewer.staff_key), now=now)
    _tell_colleague(session, facts, staff_key, now)


def _tell_colleague(session: Session, facts: TaskFacts, staff_key: int, now: datetime) -> None:
    """A matter names itself; a report is named by its unit and its deadline, whatever the task's own date."""
    row = facts.row
    if facts.of_report:
        told = notice_facts(session, facts.report.key, "unit", "due")
    else:
        told = {"unit": line_of_task(session, row).unit_name, "due": due_text(row.due_at)}
    notify(
        session,
        key=f"{row.token}:assigned:{now.isoformat()}",
        recipients=[f"staff:{staff_key}"],
        words="task_assigned",
        facts={**told, "task": dict(facts.name)},
        about=row.subject or f"task:{row.key}",
        rule="task_assigned",
        now=now,
    )


def colleagues(session: Session, facts: TaskFacts, now: datetime) -> list[Member]:
    """Who may be given a task: those posted to its role in its unit today, and who stands in for them."""
    handle, role = split_group(facts.row.candidate_group)
    return staff_of(session, handle or "", local_day(now), role)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """The engine names accounts by their keys; people are told which office to ask."""
    try:
        yield
    except TaskTaken:
        raise StalePage(
            "Một đồng nghiệp vừa nhận việc này trước bạn. Nhờ người đó trả lại, hoặc nhờ lãnh đạo chuyển việc.",
            "A colleague has just taken this task. Ask for it back, or ask the head to reassign it.",
        ) from None
    except (TaskGone, StaleTask):
        raise StalePage(
            "Việc này đã thay đổi sau khi bạn mở trang: đã xong, đã kết thúc hoặc đã đổi người. Mở lại trang để xem.",
            "This task changed after you opened the page: it is done, ended or in other hands. Open the page again.",
        ) from None


def _not_your_office() -> Refused:
    return Refused(
        "Việc này thuộc bộ phận khác trong đơn vị. Chọn người đúng vai trò của việc.",
        "This task belongs to another office of the unit. Choose somebody who holds the task's role.",
    )
