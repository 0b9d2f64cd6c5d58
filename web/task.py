"""The page of a task: read it, write on it, send it."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from engine.errors import InstanceGone, StaleInstance, StaleTask, TaskGone, TaskTaken
from forms.choosing import chosen_answers
from forms.fill import answers_from_post, apply_operation
from forms.form import Form
from forms.refused import FormRefused
from web.gate import Visited
from web.keys import RowKey, number_in
from web.longer.number_lines import reasons_in
from web.posted import Pairs, Posted
from web.sheets.show import STALE_TASK, show_again, show_sheet
from web.sheets.typed import Typed, as_counted, kept_to_mend
from web.task_steps import REMARK, STEPS, keep_if_draft, take_step
from web.visit import Visit, see_other
from workflows.comments import RemarkRefused
from workflows.complete_task import complete_task
from workflows.completion import ProblemsFound
from workflows.draft import Origin
from workflows.draft_at import saved_draft
from workflows.errors import Refused, StalePage
from workflows.number_steps import give_reasons
from workflows.open_task import APPROVE_FORM, RECEIVE_FORM, TaskFacts, find_task
from workflows.presence import is_known, note_presence
from workflows.receipts import mark_opened, to_open
from workflows.task_forms import form_of_task

router = APIRouter()

# What may be told on top of a task after a step; anything else in the address is ignored.
DONE = frozenset({"saved", "claimed", "said", "numbers_taken", "issues_carried", "issues_merged"})
LONGEST_PAGE_NAME = 40

UNSENT_REMARK: Mapping[str, str] = {
    "vi": "Bạn còn một trao đổi chưa gửi. Gửi trao đổi hoặc xoá đi, rồi làm lại bước này.",
    "en": "There is a remark you have not sent. Send it or clear it, then do this step again.",
}

# (form, decision) -> what is told on top of the task list
TOLD = {
    (APPROVE_FORM, "approve"): "approved",
    (APPROVE_FORM, "return"): "sent_back",
    (RECEIVE_FORM, "accept"): "accepted",
    (RECEIVE_FORM, "return"): "returned",
}

GONE = (TaskGone, TaskTaken, StaleTask, StaleInstance, InstanceGone)


@router.get("/tasks/{key}")
def show_task(key: RowKey, visit: Visited) -> Response:
    """A task, open or ended, to those whose unit it lies with. The receiving desk's first look is kept."""
    with visit.parts.database.read() as session:
        facts = find_task(session, visit.viewer, key)
        first_look = facts.receiving and to_open(session, visit.viewer, facts.report.key)
        comes_in = _writes(facts) and not is_known(session, facts.place, visit.viewer.staff_key, visit.now)
    if first_look:
        visit.parts.database.transact(
            lambda session: mark_opened(session, visit.viewer, facts.report.key, now=visit.now)
        )
    if comes_in:
        visit.parts.database.transact(
            lambda session: note_presence(
                session, facts.place, visit.viewer.staff_key, facts.office, visit.now
            )
        )
    asked = visit.request.query_params
    done = asked.get("done")
    with visit.parts.database.read() as session:
        typed = kept_to_mend(session, visit, facts) if "check" in asked and _writes(facts) else None
        return show_sheet(session, visit, key, typed=typed, done=done if done in DONE else None)


def _writes(facts: TaskFacts) -> bool:
    return facts.open and facts.keeps_draft and facts.may_act


@router.post("/tasks/{key}")
def work_on_task(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Send the task, save its draft, add or remove a row, or take a small step beside it.

    Whatever is done or goes wrong, nothing that was typed is lost.
    """
    with visit.parts.database.read() as session:
        asked = form_of_task(session, visit.viewer, key)
    answers = answers_from_post(asked, form)
    typed = Typed(answers, origin_of(form), remark=form.first(REMARK), reasons=reasons_in(form))
    try:
        return _work(key, visit, form, asked, typed)
    except RemarkRefused as refused:
        return show_again(key, visit, replace(typed, remark_problem=refused.text), status=422)
    except StalePage as stale:
        return show_again(key, visit, replace(typed, words=stale.text, stale=True), status=409)
    except GONE:  # somebody else got there first
        return show_again(key, visit, replace(typed, words=STALE_TASK, stale=True), status=409)
    except (Refused, FormRefused) as refused:
        words = refused.text if isinstance(refused, Refused) else refused.message
        return show_again(key, visit, replace(typed, words=words), status=422)


def _work(key: int, visit: Visit, form: Pairs, asked: Form, typed: Typed) -> Response:
    wanted = form.first("do")
    if wanted in STEPS:
        return take_step(key, visit, form, asked, typed)
    if wanted == "submit":
        return _submit(key, visit, asked, typed)
    if wanted == "compare":
        return show_again(key, visit, replace(typed, stale=True), status=200)
    if wanted == "choose":
        return _choose(key, visit, form, asked, typed)
    return _change_rows(
        key, visit, asked, replace(typed, answers=apply_operation(asked, typed.answers, wanted))
    )


def _change_rows(key: int, visit: Visit, asked: Form, typed: Typed) -> Response:
    """A row more or less, kept with the draft. A remark begun has no other place than the page."""
    if typed.remark.strip() or not keep_if_draft(key, visit, asked, typed):
        return show_again(key, visit, typed, status=200)
    return see_other(f"/tasks/{key}")


def _submit(key: int, visit: Visit, asked: Form, typed: Typed) -> Response:
    if typed.remark.strip():
        raise RemarkRefused(**UNSENT_REMARK)
    try:
        of_report = _complete(key, visit, typed)
    except ProblemsFound as found:
        return _to_mend(key, visit, asked, typed, found)
    usual = "draft_sent" if of_report else "step_done"
    told = TOLD.get((asked.id, str(typed.answers.get("decision"))), usual)
    return see_other(f"/tasks?done={told}")


def _to_mend(key: int, visit: Visit, asked: Form, typed: Typed, found: ProblemsFound) -> Response:
    """A draft is kept and checked on its own page, which may be loaded again; a decision has none."""
    if keep_if_draft(key, visit, asked, typed):
        return see_other(f"/tasks/{key}?check=1")
    answers = as_counted(asked, typed.answers)
    return show_again(key, visit, replace(typed, answers=answers, problems=found.problems), status=422)


def _choose(key: int, visit: Visit, form: Pairs, asked: Form, typed: Typed) -> Response:
    """One draft of the two, shown to be read over before it is saved."""
    with visit.parts.database.read() as session:
        saved = saved_draft(session, visit.viewer, key)
    if saved.revision != typed.origin.revision:  # saved once more while he chose
        return show_again(key, visit, replace(typed, stale=True), status=409)
    answers = chosen_answers(asked, saved.answers, typed.answers, form.first)
    return show_again(key, visit, replace(typed, answers=answers), status=200, done="chosen")


def origin_of(form: Pairs) -> Origin:
    """The page that a form was sent from."""
    return Origin(number_in(form.first("_revision")), form.first("_page")[:LONGEST_PAGE_NAME])


def _complete(key: int, visit: Visit, typed: Typed) -> bool:
    """Send the task; whether it was a report's."""

    def send(session: Session) -> bool:
        give_reasons(session, visit.viewer, key, typed.reasons)
        complete_task(
            session,
            visit.parts.host,
            visit.viewer,
            key,
            typed.answers,
            now=visit.now,
            origin=typed.origin,
        )
        return find_task(session, visit.viewer, key).of_report

    return visit.parts.database.transact(send)
