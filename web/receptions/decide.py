"""Deciding about an issue of a sitting afterwards: who does it by when, or the ordinary clock."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.fill import answers_from_post
from forms.render import error_summary, render_form
from forms.shape import Answers
from organisation.units import unit_by_key
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.completion import ProblemsFound
from workflows.errors import NotYours, Refused
from workflows.issues.words import number_of
from workflows.once import once
from workflows.reception.deciding import FORM, decide, last_event, units_of
from workflows.reception.finding import find_reception
from workflows.reception.record import heads, require_open, writing_group
from workflows.reception.rows import Line, line_of
from workflows.reception.words import reception_title
from workflows.task_forms import latest_form

router = APIRouter()


@router.get("/receptions/{key}/issues/{issue}/decision")
def show_decision(visit: Visited, key: RowKey, issue: RowKey) -> Response:
    """What was said so far. StalePage where nothing is decided any more."""
    with visit.parts.database.read() as session:
        require_open(find_reception(session, visit.viewer, key, visit.now))
    return _page(visit, key, issue, None)


@router.post("/receptions/{key}/issues/{issue}/decision")
def take_decision(visit: Visited, key: RowKey, issue: RowKey, form: Posted) -> Response:
    """Keep it, or show what is to be mended."""
    with visit.parts.database.read() as session:
        find_reception(session, visit.viewer, key, visit.now)
        asked = latest_form(session, FORM)
    answers = answers_from_post(asked, form)
    host, viewer, seen = visit.parts.host, visit.viewer, number_in(form.first("seen")) or 0

    def kept(session: Session) -> int:
        decide(session, host, viewer, key, issue, asked, answers, seen=seen, now=visit.now)
        return issue

    try:
        visit.parts.database.transact(
            lambda session: once(session, viewer.staff_key, form, partial(kept, session), now=visit.now)
        )
    except ProblemsFound as found:
        return _page(visit, key, issue, answers, found.problems)
    except Refused as refused:
        return _page(visit, key, issue, answers, refused=visit.pick(refused.text))
    return see_other(f"/receptions/{key}?done=decided")


def _page(
    visit: Visit, key: int, issue: int, typed: Answers | None, problems: Any = (), *, refused: str = ""
) -> Response:
    with visit.parts.database.read() as session:
        row = find_reception(session, visit.viewer, key, visit.now)
        writing_group(visit.viewer, row)
        line = line_of(session, key, issue)
        if line is None:
            raise NotYours
        form = latest_form(session, FORM)
        options = {"reception_units": units_of(session, row.unit_key, visit.now)}
        answers = _said(session, line) if typed is None else typed
        seen = last_event(session, key, issue)
    return visit.page(
        "receptions/decide.html",
        status=422 if problems or refused else 200,
        has_problems=bool(problems or refused),
        row=row,
        title=visit.pick(reception_title(row)),
        line=line,
        number=number_of(line.row),
        refused=refused,
        seen=seen,
        at_once=heads(visit.viewer, row),
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=render_form(
            form, answers, language=visit.language, problems=problems, warnings=(), options=options
        ),
    )


def _said(session: Session, line: Line) -> Answers:
    row = line.row
    named = row.named_unit_key is not None
    return {
        "way": row.way or "",
        "unit": unit_by_key(session, row.named_unit_key).handle if named else "",
        "due": row.named_due.isoformat() if row.named_due else "",
        "what": row.named_what,
    }
