"""Doing the steps of a play, one after another, in its throw-away store."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Database, Session
from engine.definition_tables import process_definition
from engine.host import Host
from engine.messages import correlate_message
from engine.pump import pump
from engine.tables import OPEN_TASK, instance, task
from organisation.viewer import Viewer
from workflows.any_task import finish_task
from workflows.complete_task import complete_task
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.beginnings import beginning_of
from workflows.designer.playing.openings import next_of_all
from workflows.designer.playing.outside import do_retry, do_work
from workflows.designer.playing.players import player
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.steps import Begin, Retry, Send, Step, Tell, Wait, Work
from workflows.errors import Refused
from workflows.open_task import find_task
from workflows.prefill import being_written, find_prefill, keep_reasons
from workflows.task_forms import form_for
from workflows.tick import begin_what_has_come

MOST_TURNS = 500
"""Timers and jobs that one step may bring about; a draft that never comes to rest is stopped here."""
REASON = "Chơi thử: số nhập khác số cộng."


def do_step(database: Database, host: Host, setting: Setting, step: Step, now: datetime) -> None:
    """Do one step of a play whose clock shows `now`, and everything that follows at once.

    Raises what the act raises (ProblemsFound, Refused, the engine's errors); the store is then half done and not to
    be gone on with.
    """
    if isinstance(step, Begin):
        _begin(database, host, setting, step)
    elif isinstance(step, Wait):
        _wait(database, host, now, step.until)
    else:
        with database.write() as session:
            _act(session, host, step, now)
        settle(database, host, now)


def _act(session: Session, host: Host, step: Send | Tell | Work | Retry, now: datetime) -> None:
    if isinstance(step, Send):
        _send(session, host, step, now)
    elif isinstance(step, Work):
        do_work(session, host, step, now)
    elif isinstance(step, Retry):
        do_retry(session, step, now)
    else:
        given = dict(step.variables)
        correlate_message(session, host, step.name, step.key, actor="operator", now=now, variables=given)


def settle(database: Database, host: Host, now: datetime) -> None:
    """Do all that is due, as the tick of the house does. Refused for what never comes to rest."""
    begin_what_has_come(database, host, now)
    done = pump(database, host, now, MOST_TURNS)
    if done.total >= MOST_TURNS:
        raise Refused(
            f"Sau {MOST_TURNS} lượt hẹn giờ và việc nền, quy trình vẫn không dừng lại chờ ai. "
            "Kiểm tra vòng lặp trong sơ đồ.",
            f"After {MOST_TURNS} timers and jobs the process still does not come to rest. Look for a loop.",
        )


def _begin(database: Database, host: Host, setting: Setting, step: Begin) -> None:
    beginning = beginning_of(step.process, setting.files)
    acts_at = step.at - beginning.earlier(step.answers)
    beginning.begin(Stand(database, host, setting.cast, step.process, acts_at), step.answers)
    settle(database, host, acts_at)
    if acts_at < step.at:
        _wait(database, host, acts_at, step.at)


def _send(session: Session, host: Host, step: Send, now: datetime) -> None:
    row = open_task(session, step)
    if row is None:
        raise Refused(
            "Lúc đó bộ phận này không có việc nào như vậy.",
            "No such task waits for this office then.",
        )
    viewer = player(session, row.candidate_group, now, row.assignee)
    if row.candidate_group is None:
        finish_task(session, host, viewer, row.key, step.answers, now=now)
        return
    if row.assignee is not None and row.assignee != str(viewer.staff_key):
        session.execute(sa.update(task).where(task.c.key == row.key).values(assignee=None))
    _explain_numbers(session, row.key, viewer, step)
    complete_task(session, host, viewer, row.key, step.answers, now=now, origin=None)


def _explain_numbers(session: Session, task_key: int, viewer: Viewer, step: Send) -> None:
    """A number that is none of those added up needs a reason; in a play it is always the same."""
    facts = find_task(session, viewer, task_key)
    if not facts.drafting:
        return
    writing = being_written(facts.report)
    found = find_prefill(session, form_for(session, facts), writing)
    if found is not None:
        keep_reasons(session, writing, {one.key: REASON for one in found.changed(step.answers)})


def open_task(session: Session, step: Send) -> sa.Row[tuple[object, ...]] | None:
    """The task that a step means; None where none is open."""
    query = (
        sa.select(task)
        .join(instance, instance.c.key == task.c.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(
            process_definition.c[1] == step.process,
            task.c.element == step.element,
            OPEN_TASK,
            sa.func.coalesce(task.c.candidate_group, "") == step.office,
        )
        .order_by(task.c.key)
        .offset(max(0, step.number))
        .limit(1)
    )
    return session.execute(query).one_or_none()


def _wait(database: Database, host: Host, now: datetime, until: datetime) -> None:
    for _turn in range(MOST_TURNS):
        with database.read() as session:
            due = next_of_all(session)
        if due is None or due > until:
            settle(database, host, max(now, until))
            return
        settle(database, host, max(now, due))
    raise Refused(
        "Trong khoảng này có quá nhiều hẹn giờ. Cho thời gian trôi từng đoạn ngắn hơn.",
        "Too many timers fall due in this span. Let time pass in shorter ones.",
    )
