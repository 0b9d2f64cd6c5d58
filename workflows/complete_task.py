"""Completing a task: check the answers, keep what they mean, let the instance go on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from engine.given_variables import given_variables
from engine.holding import hold_task
from engine.host import Host
from engine.tasks import complete_task as complete_in_engine
from forms.check import Checked, Problem, check_answers, in_page_order
from forms.form import Form
from forms.unprintable import nothing_unprintable
from organisation.viewer import Viewer
from workflows.attachments.keeping import file_with
from workflows.choices import options_for
from workflows.completion import Completion, Handler, ProblemsFound
from workflows.deadlines import ZONE
from workflows.draft import FIRST_PAGE, Origin, keep_draft, require_may_act, take_draft
from workflows.errors import Refused, StalePage
from workflows.kinds import CHECKS, HANDLERS, KINDS
from workflows.open_task import TaskFacts, find_task
from workflows.prefill import being_written, find_prefill, unexplained
from workflows.presence import leave_draft
from workflows.printing import unprintable_letters
from workflows.proposal.wished import wished_too_early
from workflows.report_steps import REPORT_STEPS, put_before_head
from workflows.task_forms import NO_FORM, form_for


def complete_task(
    session: Session,
    host: Host,
    viewer: Viewer,
    task_key: int,
    answers: Mapping[str, Any],
    *,
    now: datetime,
    origin: Origin | None = FIRST_PAGE,
) -> None:
    """Send a task: a draft for approval, a decision, an answer.

    `origin` is None for programs, which have seen no page: they send whatever draft there is.
    Everything it brings about (versions, receipts, next tasks, notices, history) is kept together or not at all.
    Raises ProblemsFound, StalePage, Refused, NotYours; the engine's TaskGone when a rival was faster.
    """
    hold_task(session, task_key)
    facts = find_task(session, viewer, task_key)
    require_may_act(facts)
    _require_open_cycle(facts, now)
    form = form_for(session, facts)
    checked = check_task(session, facts, form, answers, now)
    if checked.problems:
        raise ProblemsFound(checked.problems)
    done = Completion(session, host, facts, form, viewer, checked.answers, origin, now)
    variables = _handler(facts)(done)
    if not facts.of_report:
        _put_away(done)
    complete_in_engine(session, host, task_key, variables, actor=str(viewer.staff_key), now=now)


def check_task(
    session: Session, facts: TaskFacts, form: Form, answers: Mapping[str, Any], now: datetime
) -> Checked:
    """The answers as they would be sent, and what stands in the way of sending them, in the order of the page."""
    checked = check_answers(
        form,
        answers,
        options=options_for(session, facts),
        draft=False,
        unprintable=unprintable_letters if facts.keeps_draft else nothing_unprintable,
    )
    problems = [
        *checked.problems,
        *_numbers_to_explain(session, facts, form, checked.answers),
        *wished_too_early(facts, checked.answers),
    ]
    if not problems and form.id in CHECKS:
        problems += CHECKS[form.id](session, facts, checked.answers, now)
    return Checked(checked.answers, in_page_order(form, problems), checked.warnings)


def _numbers_to_explain(
    session: Session, facts: TaskFacts, form: Form, answers: Mapping[str, Any]
) -> list[Problem]:
    if not facts.drafting:
        return []
    return unexplained(find_prefill(session, form, being_written(facts.report)), answers)


def _require_open_cycle(facts: TaskFacts, now: datetime) -> None:
    """What is not sent when a cycle closes is missing, however late its timer fires."""
    if facts.of_report and facts.report.closes_at <= now:
        day = f"{facts.report.closes_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
        raise StalePage(
            f"Kỳ báo cáo đã đóng lúc {day}. Nội dung bạn gõ chưa được gửi; xem hồ sơ để biết tình hình.",
            f"The cycle closed at {day}. What you typed was not sent; see the case for where it stands.",
        )


def _put_away(done: Completion) -> None:
    """What was written stays with the step only where it may come back; its files belong to the task from now on.

    What a colleague has saved since the page was made is not sent past him in any case.
    """
    kind = KINDS.get(done.facts.subject.kind) if done.facts.subject else None
    if kind and done.form.id in kind.kept:
        keep_draft(
            done.session,
            done.facts.place,
            done.answers,
            origin=done.origin,
            staff_key=done.viewer.staff_key,
            now=done.now,
        )
    elif done.facts.keeps_draft:
        take_draft(done.session, done.facts.place, done.origin)
    leave_draft(done.session, done.facts.place)
    file_with(done.session, done.facts.place, done.facts.row.key)


def _handler(facts: TaskFacts) -> Handler:
    """What completing this task means. Refused for a form of a report behind which no work stands."""
    if facts.drafting:
        return put_before_head
    if facts.of_report:
        return REPORT_STEPS.get(facts.row.form_id) or _no_work(facts.row.form_id)
    return HANDLERS.get(facts.row.form_id) or _answers_as_variables


def _no_work(form_id: str) -> Handler:
    raise Refused(
        f"Biểu mẫu “{form_id}” chưa gắn với công việc nào, nên chưa gửi được. Báo chủ quy trình.",
        f"No work stands behind the form “{form_id}”, so it cannot be sent. Tell the process owner.",
    )


def _answers_as_variables(done: Completion) -> dict[str, Any]:
    """A step of a process that a process owner drew: what was answered is there for its conditions."""
    if done.form is NO_FORM:
        return {}
    return given_variables(done.answers)
