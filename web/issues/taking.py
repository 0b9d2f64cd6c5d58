"""Taking an issue down: one short form, and a receipt number when it is sent."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.fill import answers_from_post
from forms.form import Form
from forms.render import error_summary, render_form
from forms.shape import Answers, starting_answers
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.callers.contact import NOTHING, Given
from workflows.completion import ProblemsFound
from workflows.issues.raising import FORM, choices_of, raise_issue, raising_post
from workflows.offices import office_of
from workflows.once import once
from workflows.task_forms import latest_form

router = APIRouter()


@router.get("/issues/new")
def show_form(visit: Visited) -> Response:
    """The empty form, to units that take issues down."""
    return _page(visit, None)


@router.post("/issues/new")
def take_down(visit: Visited, form: Posted) -> Response:
    """Keep the issue and go on to its page with the receipt number; or show what is to be mended."""
    with visit.parts.database.read() as session:
        asked = latest_form(session, FORM)
    answers = answers_from_post(asked, form)
    given = Given(form.first("contact"), form.first("contact_agreed") == "yes")
    try:
        key = visit.parts.database.transact(
            lambda session: _take(session, visit, asked, answers, form, given)
        )
    except ProblemsFound as found:
        return _page(visit, answers, found.problems, given)
    return see_other(f"/issues/{key}?done=taken")


def _take(session: Session, visit: Visit, asked: Form, answers: Answers, form: Pairs, given: Given) -> int:
    def take() -> int:
        return raise_issue(
            session, visit.parts.host, visit.viewer, asked, answers, now=visit.now, given=given
        ).key

    return once(session, visit.viewer.staff_key, form, take, now=visit.now)


def _page(visit: Visit, typed: Answers | None, problems: Any = (), given: Given = NOTHING) -> Response:
    post = raising_post(visit.viewer)
    with visit.parts.database.read() as session:
        form = latest_form(session, FORM)
        options = choices_of(session, post, visit.now)
        office = office_of(session, post.group)
    answers = starting_answers(form) if typed is None else typed
    return visit.page(
        "issues/new.html",
        status=422 if problems else 200,
        has_problems=bool(problems),
        office=office,
        given=given,
        wrong={one.path: visit.pick(one.message) for one in problems},
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=render_form(
            form, answers, language=visit.language, problems=problems, warnings=(), options=options
        ),
    )
