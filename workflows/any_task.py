"""Tasks of any process, as programs do them: those of our matters by our rules, others by the engine's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from engine import tasks
from engine.errors import TaskGone, TaskTaken
from engine.host import Host
from engine.tables import instance, task
from organisation.roles import HEAD, group, split_group
from organisation.staff import Staff, find_staff, names_of
from organisation.viewer import Viewer
from workflows.claim import claim, reassign, release
from workflows.complete_task import complete_task
from workflows.errors import NotYourRole, NotYours, Refused
from workflows.seeing import given_holders, held_by, held_or_with_us, sees_everything

_BY_KEY = (
    sa.select(task, instance.c.subject)
    .join(instance, instance.c.key == task.c.instance_key)
    .where(task.c.key == sa.bindparam("key"))
)
_ONE = Prepared(_BY_KEY)
_ONE_OF_OURS = Prepared(_BY_KEY.where(held_or_with_us()))


def finish_task(
    session: Session,
    host: Host,
    viewer: Viewer,
    task_key: int,
    variables: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Do a task. Of a matter the variables are the answers of its form, and are checked as on the page.

    Raises what `complete_task` raises; for others NotYours, NotYourRole, and the engine's TaskGone and TaskTaken.
    """
    row = _seen(session, viewer, task_key)
    if row.subject:
        complete_task(session, host, viewer, task_key, variables, now=now, origin=None)
        return
    _require_may_act(session, viewer, row)
    tasks.complete_task(session, host, task_key, variables, actor=str(viewer.staff_key), now=now)


def give_task(
    session: Session, viewer: Viewer, task_key: int, username: str, *, override: bool, now: datetime
) -> None:
    """Give a task to an account: one's own, or by whoever may hand it out. Without `override` only a free one.

    Raises NotYours, NotYourRole, Refused for an account nobody has, TaskTaken.
    """
    row, receiver = _seen(session, viewer, task_key), _account(session, username)
    own = receiver.key == viewer.staff_key
    if row.subject:
        if own:
            claim(session, viewer, task_key, now=now)
        else:
            _refuse_taken(session, row, receiver, override=override)
            reassign(session, viewer, task_key, receiver.key, now=now)
        return
    _require_office(viewer, row)
    if own or not _hands_out(viewer, row):
        _refuse_taken(session, row, receiver, override=override and _hands_out(viewer, row))
    if not own and not _hands_out(viewer, row):
        raise _not_yours_to_give()
    tasks.assign_task(session, task_key, str(receiver.key), actor=str(viewer.staff_key), now=now)


def free_task(session: Session, viewer: Viewer, task_key: int, *, now: datetime) -> None:
    """Give a task back to its group: by whoever holds it, or hands it out."""
    row = _seen(session, viewer, task_key)
    if row.subject:
        release(session, viewer, task_key, now=now)
        return
    if row.assignee not in held_by(viewer) and not _hands_out(viewer, row):
        raise _not_yours_to_give()
    tasks.release_task(session, task_key, actor=str(viewer.staff_key), now=now)


def change_task(
    session: Session, viewer: Viewer, task_key: int, changes: Mapping[str, Any], *, now: datetime
) -> None:
    """Change dates, priority or group of a task that is no matter's: those come from the matter itself."""
    row = _seen(session, viewer, task_key)
    if row.subject:
        raise Refused(
            "Hạn và bộ phận của việc này do kỳ báo cáo hoặc hồ sơ định ra, nên không sửa ở đây được.",
            "The dates and the office of this task come from its cycle or case; they are not changed here.",
        )
    if not _hands_out(viewer, row):
        raise _not_yours_to_give()
    tasks.update_task(session, task_key, changes, actor=str(viewer.staff_key), now=now)


def usernames(session: Session, assignees: set[str]) -> dict[str, str]:
    """The user names behind what tasks name their holders by; a name of a foreign diagram stands for itself."""
    keys = {text: int(text) for text in assignees if text.isascii() and text.isdigit()}
    known = names_of(session, keys.values())
    return {text: known.get(keys.get(text, 0), text) for text in assignees}


def _seen(session: Session, viewer: Viewer, task_key: int) -> Any:
    if sees_everything(viewer):
        row = _ONE.run(session, {"key": task_key}).first()
    else:
        row = _ONE_OF_OURS.run(session, {"key": task_key, **given_holders(viewer)}).first()
    if row is None:
        raise NotYours
    if row.status != "created":
        raise TaskGone(row.status, None)
    return row


def _require_may_act(session: Session, viewer: Viewer, row: Any) -> None:
    _require_office(viewer, row)
    if row.assignee is not None and row.assignee not in held_by(viewer) and not _hands_out(viewer, row):
        raise TaskTaken(usernames(session, {row.assignee})[row.assignee])


def _require_office(viewer: Viewer, row: Any) -> None:
    ours = row.candidate_group in viewer.groups or row.assignee in held_by(viewer)
    if not ours and not _hands_out(viewer, row):
        raise NotYourRole("Việc này thuộc bộ phận khác.", "This task belongs to another office than yours.")


def _hands_out(viewer: Viewer, row: Any) -> bool:
    """Heads hand out the tasks of their unit, owners and operators those of all processes."""
    handle, _role = split_group(row.candidate_group or "")
    return sees_everything(viewer) or (handle is not None and group(handle, HEAD) in viewer.groups)


def _refuse_taken(session: Session, row: Any, receiver: Staff, *, override: bool) -> None:
    mine = {str(receiver.key), receiver.username}
    if row.assignee is not None and row.assignee not in mine and not override:
        raise TaskTaken(usernames(session, {row.assignee})[row.assignee])


def _account(session: Session, username: str) -> Staff:
    found = find_staff(session, username)
    if found is None or not found.active:
        raise Refused(
            f"Không có tài khoản “{username}” đang hoạt động.", f"There is no account “{username}” in use."
        )
    return found


def _not_yours_to_give() -> NotYourRole:
    return NotYourRole(
        "Chỉ người đang giữ việc, lãnh đạo đơn vị, chủ quy trình hoặc người vận hành làm được việc này.",
        "Only who holds the task, the head of its unit, a process owner or an operator may do this.",
    )
