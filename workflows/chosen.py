"""Several tasks chosen in a list: what they are called, and to whom a head may hand them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.postings import Member, staff_of
from organisation.roles import HEAD
from organisation.viewer import Viewer
from periods.labels import label_words
from periods.windows import period
from workflows.errors import NotYours, Refused
from workflows.matter_lines import line_of_task
from workflows.open_task import find_task

MOST = 50
"""As many as a page of the list has."""


def require_few(task_keys: Sequence[int]) -> None:
    """Raises Refused for more than a page holds."""
    if len(task_keys) > MOST:
        raise Refused(
            f"Mỗi lần chọn nhiều nhất {MOST} việc. Bỏ bớt rồi làm lại.",
            f"Choose at most {MOST} tasks at a time. Choose fewer and do it again.",
        )


def name_of_task(session: Session, viewer: Viewer, task_key: int) -> Mapping[str, str] | None:
    """A task as lists call it: "Phường 3, tháng 05/2025". None where it is not the viewer's to know."""
    try:
        facts = find_task(session, viewer, task_key)
    except NotYours:
        return None
    if not facts.of_report:
        title = line_of_task(session, facts.row).title
        return {language: f"{step}, {title[language]}" for language, step in facts.name.items()}
    found = facts.report
    return {
        language: f"{found.unit_name}, {words}"
        for language, words in label_words(period(found.period)).items()
    }


def staff_of_head(session: Session, viewer: Viewer, now: datetime) -> list[Member]:
    """Everybody who acts today at the units the viewer heads, each account once."""
    found: dict[int, Member] = {}
    for handle in sorted(viewer.units(HEAD)):
        for member in staff_of(session, handle, local_day(now)):
            found.setdefault(member.staff_key, member)
    return list(found.values())
