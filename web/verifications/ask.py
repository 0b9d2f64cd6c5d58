"""Asking for a joint verification by itself: what, of whom, in whose name."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.check import Problem, check_answers
from forms.fill import answers_from_post
from forms.form import Option
from forms.refused import FormRefused
from forms.render import error_summary, render_form
from forms.shape import starting_answers
from web.edge import reading
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.errors import NotYours
from workflows.once import once
from workflows.printing import unprintable_letters
from workflows.task_forms import latest_form
from workflows.verification.ask import FORM, requesters, start_verification
from workflows.verification.choices import leads_for

router = APIRouter()
REQUESTER = "requester"


@router.get("/verifications/new")
@reading
def new_verification(visit: Visited, *, session: Session) -> Response:
    """The empty form. For those who work for a unit."""
    asking = _requester(visit, visit.request.query_params.get(REQUESTER, ""))
    return _page(session, visit, asking, starting_answers(latest_form(session, FORM)), ())


@router.post("/verifications/new")
def ask_for_it(visit: Visited, form: Posted) -> Response:
    """Ask the lead. What is not right is said, and nothing that was typed is lost."""
    asking = _requester(visit, form.first(REQUESTER))
    with visit.parts.database.read() as session:
        asked = latest_form(session, FORM)
        answers = answers_from_post(asked, form)
        try:
            checked = check_answers(
                asked,
                answers,
                options=_options(session, visit, asking),
                draft=False,
                unprintable=unprintable_letters,
            )
        except FormRefused as refused:
            return _page(session, visit, asking, answers, (), refused=visit.pick(refused.message))
        if checked.problems or form.first("do") != "ask":
            return _page(
                session, visit, asking, answers, checked.problems if form.first("do") == "ask" else ()
            )
    key = visit.parts.database.transact(lambda session: _ask(session, visit, asking, checked.answers, form))
    return see_other(f"/verifications/{key}?done=asked")


def _ask(session: Session, visit: Visit, asking: str, answers: Mapping[str, Any], form: Pairs) -> int:
    def ask() -> int:
        host, viewer = visit.parts.host, visit.viewer
        return start_verification(session, host, viewer, asking, answers, visit.now).key

    return once(session, visit.viewer.staff_key, form, ask, now=visit.now)


def _requester(visit: Visit, wanted: str) -> str:
    """In whose name: the unit that was chosen, else the viewer's first. NotYours for one who works for none."""
    mine = requesters(visit.viewer)
    if not mine:
        raise NotYours
    return wanted if wanted in mine else next(iter(mine))


def _options(session: Session, visit: Visit, asking: str) -> Mapping[str, Sequence[Option]]:
    return {"leads": leads_for(session, asking, visit.now)}


def _page(
    session: Session,
    visit: Visit,
    asking: str,
    answers: Mapping[str, Any],
    problems: Sequence[Problem],
    *,
    refused: str = "",
) -> Response:
    fields = render_form(
        latest_form(session, FORM),
        answers,
        language=visit.language,
        problems=problems,
        options=_options(session, visit, asking),
    )
    return visit.page(
        "verifications/ask.html",
        status=422 if problems or refused else 200,
        has_problems=bool(problems or refused),
        refused=refused,
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=fields,
        asking=asking,
        requesters=requesters(visit.viewer),
    )
