"""The page of a task: read it, write on it, send it."""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import Response

from engine.errors import InstanceGone, StaleInstance, StaleTask, TaskGone, TaskTaken
from forms.fill import answers_from_post, apply_operation
from forms.form import Form
from forms.refused import FormRefused
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.task_sheet import STALE_TASK, Typed, show_sheet, without_empty_rows
from web.visit import Visit, see_other
from workflows.complete_task import ProblemsFound, complete_task
from workflows.draft import save_draft
from workflows.errors import Refused, StalePage
from workflows.open_task import APPROVE_FORM, RECEIVE_FORM, find_task
from workflows.receipts import mark_opened, to_open
from workflows.report_forms import form_for

router = APIRouter()

# What may be told on top of a task after a step; anything else in the address is ignored.
DONE = frozenset({"saved", "claimed", "said"})

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
        first_look = facts.receiving and to_open(session, visit.viewer, facts.row.report_key)
    if first_look:
        with visit.parts.database.write() as session:
            mark_opened(session, visit.viewer, facts.row.report_key, now=visit.now)
    done = visit.request.query_params.get("done")
    with visit.parts.database.read() as session:
        return show_sheet(session, visit, key, done=done if done in DONE else None)


@router.post("/tasks/{key}")
def work_on_task(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Send the task, save its draft, or add or remove a row. Whatever goes wrong, the page keeps what was typed."""
    with visit.parts.database.read() as session:
        asked = form_for(session, find_task(session, visit.viewer, key))
    typed = Typed(answers_from_post(asked, form), number_in(form.first("_revision")))
    try:
        return _work(key, visit, form.first("do"), asked, typed)
    except ProblemsFound as found:
        written = without_empty_rows(asked, typed.answers)  # as the problems count them
        return _again(key, visit, replace(typed, answers=written, problems=found.problems), status=422)
    except StalePage as stale:
        return _again(key, visit, replace(typed, words=stale.text, stale=True), status=409)
    except GONE:  # somebody else got there first
        return _again(key, visit, replace(typed, words=STALE_TASK, stale=True), status=409)
    except Refused as refused:
        return _again(key, visit, replace(typed, words=refused.text), status=422)
    except FormRefused as refused:
        return _again(key, visit, replace(typed, words=refused.message), status=422)


def _work(key: int, visit: Visit, wanted: str, asked: Form, typed: Typed) -> Response:
    if wanted == "draft":
        with visit.parts.database.write() as session:
            save_draft(session, visit.viewer, key, typed.answers, revision=typed.revision, now=visit.now)
        return see_other(f"/tasks/{key}?done=saved")
    if wanted == "submit":
        _complete(key, visit, typed)
        told = TOLD.get((asked.id, str(typed.answers.get("decision"))), "draft_sent")
        return see_other(f"/tasks?done={told}")
    answers = apply_operation(asked, typed.answers, wanted)
    return _again(key, visit, replace(typed, answers=answers), status=200)


def _complete(key: int, visit: Visit, typed: Typed) -> None:
    with visit.parts.database.write() as session:
        complete_task(
            session,
            visit.parts.host,
            visit.viewer,
            key,
            typed.answers,
            now=visit.now,
            revision=typed.revision,
        )


def _again(key: int, visit: Visit, typed: Typed, *, status: int) -> Response:
    """The same page with what was typed, as the task stands now."""
    with visit.parts.database.read() as session:
        return show_sheet(session, visit, key, typed=typed, status=status)
