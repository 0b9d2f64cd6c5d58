"""Writing a data call: topic, questions or a form, which units, by when."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.check import Problem
from forms.fill import answers_from_post, apply_operation
from forms.form import Form
from forms.refused import FormRefused
from forms.render import error_summary, render_form
from forms.shape import Answers, starting_answers
from organisation.viewer import Post
from web.edge import reading
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, office_at, see_other
from workflows.completion import ProblemsFound
from workflows.data_call.ask import FORM, call_for_data, choices_for
from workflows.data_call.targets import calling_post, calling_posts, reach_of
from workflows.once import once
from workflows.task_forms import latest_form

router = APIRouter()
ACTING = "acting_in"
SEND = "call"


@router.get("/data-calls/new")
@reading
def new_data_call(visit: Visited, acting_in: str = "", *, session: Session) -> Response:
    """The empty form, to offices that may call for data."""
    post = calling_post(visit.viewer, acting_in)
    return _page(session, visit, post, starting_answers(latest_form(session, FORM)))


@router.post("/data-calls/new")
def send_data_call(visit: Visited, form: Posted) -> Response:
    """Send it; or add and remove questions, or say what is to be mended. What was typed stays."""
    post = calling_post(visit.viewer, form.first(ACTING))
    do = form.first("do")
    with visit.parts.database.read() as session:
        asked = latest_form(session, FORM)
        answers: Answers = {}
        try:
            answers = answers_from_post(asked, form)
            if ":" in do:
                answers = apply_operation(asked, answers, do)
        except FormRefused as refused:
            return _page(session, visit, post, answers, refused=visit.pick(refused.message))
        if do != SEND:
            return _page(session, visit, post, answers)
    try:
        key = visit.parts.database.transact(lambda session: _send(session, visit, post, asked, answers, form))
    except ProblemsFound as found:
        with visit.parts.database.read() as session:
            return _page(session, visit, post, answers, found.problems)
    return see_other(f"/data-calls/{key}?done=sent")


def _send(session: Session, visit: Visit, post: Post, asked: Form, answers: Answers, form: Pairs) -> int:
    def send() -> int:
        host, viewer = visit.parts.host, visit.viewer
        return call_for_data(session, host, viewer, post, asked, answers, now=visit.now)

    return once(session, visit.viewer.staff_key, form, send, now=visit.now)


def _page(
    session: Session,
    visit: Visit,
    post: Post,
    answers: Answers,
    problems: Sequence[Problem] = (),
    *,
    refused: str = "",
) -> Response:
    asked: Any = latest_form(session, FORM)
    reach = reach_of(session, post.unit_key or 0, visit.now)
    fields = render_form(
        asked,
        answers or starting_answers(asked),
        language=visit.language,
        problems=problems,
        options=choices_for(session, reach, visit.now),
    )
    return visit.page(
        "data_calls/ask.html",
        status=422 if problems or refused else 200,
        has_problems=bool(problems or refused),
        refused=refused,
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=fields,
        acting_in=post.group,
        offices=[(one.group, visit.pick(office_at(one))) for one in calling_posts(visit.viewer)],
        nobody=not reach.everybody,
    )
