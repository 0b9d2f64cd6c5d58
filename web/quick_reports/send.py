"""Sending a quick report: one short form, and it is on its way."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.check import Problem
from forms.fill import answers_from_post
from forms.form import Form
from forms.render import error_summary, render_form
from forms.shape import Answers, starting_answers
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.completion import ProblemsFound
from workflows.issues.raising import raising_post
from workflows.offices import office_of
from workflows.once import once
from workflows.quick_report.sending import FORM, quick_choices, send_quick_report
from workflows.task_forms import latest_form

router = APIRouter()


@router.get("/quick-reports/new")
def show_form(visit: Visited) -> Response:
    """The empty form, to units that report."""
    return _page(visit, None)


@router.post("/quick-reports/new")
def send(visit: Visited, form: Posted) -> Response:
    """Send it, or show what is to be mended; what was typed stays."""
    with visit.parts.database.read() as session:
        asked = latest_form(session, FORM)
    answers = answers_from_post(asked, form)
    try:
        key = visit.parts.database.transact(lambda session: _send(session, visit, asked, answers, form))
    except ProblemsFound as found:
        return _page(visit, answers, found.problems)
    return see_other(f"/quick-reports/{key}?done=sent")


def _send(session: Session, visit: Visit, asked: Form, answers: Answers, form: Pairs) -> int:
    def make() -> int:
        return send_quick_report(session, visit.parts.host, visit.viewer, asked, answers, now=visit.now)

    return once(session, visit.viewer.staff_key, form, make, now=visit.now)


def _page(visit: Visit, typed: Answers | None, problems: Sequence[Problem] = ()) -> Response:
    post = raising_post(visit.viewer)
    with visit.parts.database.read() as session:
        form = latest_form(session, FORM)
        options = quick_choices(session, visit.viewer, visit.now)
        office = office_of(session, post.group)
    answers = starting_answers(form) if typed is None else typed
    return visit.page(
        "quick_reports/send.html",
        status=422 if problems else 200,
        has_problems=bool(problems),
        office=office,
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=render_form(form, answers, language=visit.language, problems=problems, options=options),
    )
