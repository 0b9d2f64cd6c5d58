"""Completing a task of a report: check the answers, keep what they mean, let the instance go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.holding import hold_task
from engine.host import Host
from engine.tasks import complete_task as complete_in_engine
from forms.check import Checked, Problem, check_answers, in_page_order
from forms.form import Form
from forms.unprintable import nothing_unprintable
from notifications.outbox import notify
from organisation.roles import HEAD, REPORTER, group
from organisation.viewer import Viewer
from periods.windows import period
from workflows.attempts import open_return
from workflows.correction import correction_dates
from workflows.deadlines import ZONE
from workflows.draft import FIRST_PAGE, Origin, keep_draft, require_may_act
from workflows.errors import Refused, StalePage, WorkError
from workflows.notice_facts import notice_facts
from workflows.open_task import TaskFacts, actor_for, find_task
from workflows.prefill import being_written, find_prefill, note_sources, unexplained
from workflows.presence import leave_draft
from workflows.printing import unprintable_letters
from workflows.report_forms import form_for, options_for
from workflows.submission import draft_answers, draft_writer, keep_acceptance, keep_return, keep_version
from workflows.tables import report


class ProblemsFound(WorkError):
    """The answers cannot be sent as they are. `problems` says what to mend, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            f"Chưa gửi được: còn {len(problems)} chỗ cần sửa. Mọi nội dung đã nhập vẫn còn nguyên.",
            f"Not sent yet: {len(problems)} places need mending. Everything you typed is still there.",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Completion:
    """What a completed task needs to know; `answers` to its form are checked and clean."""

    session: Session
    facts: TaskFacts
    form: Form
    viewer: Viewer
    answers: Mapping[str, Any]
    origin: Origin
    now: datetime


def complete_task(
    session: Session,
    host: Host,
    viewer: Viewer,
    task_key: int,
    answers: Mapping[str, Any],
    *,
    now: datetime,
    origin: Origin = FIRST_PAGE,
) -> None:
    """Send a task: the draft for approval, the approval, or the acceptance.

    Everything it brings about (version, receipts, next tasks, notices, history) is kept together or not at all.
    Raises ProblemsFound, StalePage, Refused, NotYours; the engine's TaskGone when a rival was faster.
    """
    hold_task(session, task_key)
    facts = find_task(session, viewer, task_key)
    require_may_act(facts)
    _require_open_cycle(facts, now)
    form = form_for(session, facts)
    checked = check_task(session, facts, form, answers)
    if checked.problems:
        raise ProblemsFound(checked.problems)
    done = Completion(session, facts, form, viewer, checked.answers, origin, now)
    variables = _handler(facts)(done)
    complete_in_engine(session, host, task_key, variables, actor=str(viewer.staff_key), now=now)


def check_task(session: Session, facts: TaskFacts, form: Form, answers: Mapping[str, Any]) -> Checked:
    """The answers as they would be sent, and what stands in the way of sending them, in the order of the page."""
    checked = check_answers(
        form,
        answers,
        options=options_for(session, facts),
        draft=False,
        unprintable=unprintable_letters if facts.drafting else nothing_unprintable,
    )
    problems = [*checked.problems, *_numbers_to_explain(session, facts, form, checked.answers)]
    return replace(checked, problems=in_page_order(form, problems))


def _numbers_to_explain(
    session: Session, facts: TaskFacts, form: Form, answers: Mapping[str, Any]
) -> list[Problem]:
    if not facts.drafting:
        return []
    return unexplained(find_prefill(session, form, being_written(facts.row)), answers)


def _require_open_cycle(facts: TaskFacts, now: datetime) -> None:
    """What is not sent when a cycle closes is missing, however late its timer fires."""
    if facts.row.closes_at <= now:
        day = f"{facts.row.closes_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
        raise StalePage(
            f"Kỳ báo cáo đã đóng lúc {day}. Nội dung bạn gõ chưa được gửi; xem hồ sơ để biết tình hình.",
            f"The cycle closed at {day}. What you typed was not sent; see the case for where it stands.",
        )


def _draft(done: Completion) -> dict[str, Any]:
    """The clerk puts the report before the head, who is told: the draft is kept as it was sent."""
    keep_draft(
        done.session,
        done.facts.row.report_key,
        done.answers,
        origin=done.origin,
        staff_key=done.viewer.staff_key,
        now=done.now,
    )
    leave_draft(done.session, done.facts.row.report_key)
    note_sources(done.session, done.form, being_written(done.facts.row), done.now)
    facts = notice_facts(done.session, done.facts.row.report_key, "unit", "period", "due")
    _tell(done, "approve_waiting", [group(done.facts.row.handle, HEAD)], facts)
    return {}


def _approve(done: Completion) -> dict[str, Any]:
    """The head approves, which is the submission; or sends the draft back with a reason."""
    report_key = done.facts.row.report_key
    if done.answers["decision"] == "approve":
        answers = draft_answers(done.session, report_key)
        wrote = draft_writer(done.session, report_key) == done.viewer.staff_key
        actor = actor_for(done.facts, done.viewer, wrote=wrote)
        version = keep_version(done.session, report_key, answers, actor, done.now)
        return {"decision": "approve", "version": version}
    _keep_return(done, "approve")
    facts = notice_facts(done.session, report_key, "unit", "period") | {"reason": done.answers["reason"]}
    _tell(done, "sent_back", [group(done.facts.row.handle, REPORTER)], facts)
    return {"decision": "return"}


def _receive(done: Completion) -> dict[str, Any]:
    """The unit above accepts the report, or returns it with a reason and a new date."""
    row = done.facts.row
    if done.answers["decision"] == "accept":
        keep_acceptance(done.session, row.report_key, row.superior_handle, done.now)
        facts = notice_facts(done.session, row.report_key, "unit", "period", "superior")
        _tell(done, "accepted", _unit_offices(row), facts | {"accepted_at": done.now.isoformat()})
        return {"decision": "accept"}
    _keep_return(done, "receive")
    due, variables = correction_dates(done.session, period(row.period), row.level, row.closes_at, done.now)
    done.session.execute(
        sa.update(report).where(report.c.key == row.report_key).values(due_at=due.at, due_words=due.to_json())
    )
    facts = notice_facts(done.session, row.report_key, "unit", "period", "superior")
    _tell(done, "returned", _unit_offices(row), facts | {"reason": done.answers["reason"]})
    return {"decision": "return", **variables}


def _keep_return(done: Completion, stage: str) -> None:
    row = done.facts.row
    keep_return(
        done.session,
        report_key=row.report_key,
        task_key=row.key,
        stage=stage,
        actor=actor_for(done.facts, done.viewer),
        answers=done.answers,
        now=done.now,
        caused_by=open_return(done.session, row.cycle_key, row.superior_unit_key)
        if stage == "receive"
        else None,
    )


def _unit_offices(row: Any) -> list[str]:
    return [group(row.handle, REPORTER), group(row.handle, HEAD)]


def _tell(done: Completion, words: str, recipients: Sequence[str], facts: Mapping[str, Any]) -> None:
    row = done.facts.row
    notify(
        done.session,
        key=f"{row.token}:{words}",
        recipients=recipients,
        words=words,
        facts=facts,
        about=f"report:{row.report_key}",
        rule=words,
        now=done.now,
    )


HANDLERS: Mapping[str, Callable[[Completion], dict[str, Any]]] = {
    "approve_report": _approve,
    "receive_report": _receive,
}


def _handler(facts: TaskFacts) -> Callable[[Completion], dict[str, Any]]:
    """What completing this task means. Refused for a form that a process owner made and no work stands behind."""
    handler = _draft if facts.drafting else HANDLERS.get(facts.row.form_id)
    if handler is None:
        raise Refused(
            f"Biểu mẫu “{facts.row.form_id}” chưa gắn với công việc nào, nên chưa gửi được. Báo chủ quy trình.",
            f"No work stands behind the form “{facts.row.form_id}”, so it cannot be sent. Tell the process owner.",
        )
    return handler
