"""Taking issues down at a sitting, one after the other: each gets a receipt number, who does it and by when."""

from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from forms.fill import answers_from_post
from forms.form import Form
from forms.render import error_summary, render_form
from forms.shape import Answers, starting_answers
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Pairs, Posted
from web.receptions.words import raised
from web.visit import Visit, see_other
from workflows.callers.contact import NOTHING, Given
from workflows.completion import ProblemsFound
from workflows.errors import Refused
from workflows.issues.tables import issue_source
from workflows.leafing import PAGE
from workflows.once import once
from workflows.reception.finding import find_reception, lines_seen
from workflows.reception.raising import FORM, choices_at, raise_at, require_may_raise, taken_so_far
from workflows.reception.record import heads, require_open, writing_group
from workflows.reception.rows import line_of
from workflows.reception.words import reception_title
from workflows.task_forms import latest_form

router = APIRouter()


@router.get("/receptions/{key}/issues/new")
def show_form(visit: Visited, key: RowKey) -> Response:
    """The empty form, and above it what was taken down last.

    StalePage where nothing is taken down any more, Refused before the day of the sitting.
    """
    with visit.parts.database.read() as session:
        row = find_reception(session, visit.viewer, key, visit.now)
    require_open(row)
    require_may_raise(row, visit.now)
    return _page(visit, key, None)


@router.post("/receptions/{key}/issues/new")
def take_down(visit: Visited, key: RowKey, form: Posted) -> Response:
    """Keep the issue and go on to the next; or show what is to be mended."""
    with visit.parts.database.read() as session:
        find_reception(session, visit.viewer, key, visit.now)
        asked = latest_form(session, FORM)
    answers = answers_from_post(asked, form)
    given = Given(form.first("contact"), form.first("contact_agreed") == "yes")
    try:
        issue = visit.parts.database.transact(
            lambda session: _take(session, visit, key, asked, answers, form, given)
        )
    except ProblemsFound as found:
        return _page(visit, key, answers, found.problems, given)
    except Refused as refused:
        return _page(visit, key, answers, given=given, refused=visit.pick(refused.text))
    return see_other(f"/receptions/{key}/issues/new?taken={issue}")


def _take(
    session: Session, visit: Visit, key: int, asked: Form, answers: Answers, form: Pairs, given: Given
) -> int:
    def take() -> int:
        return raise_at(
            session, visit.parts.host, visit.viewer, key, asked, answers, given=given, now=visit.now
        ).key

    return once(session, visit.viewer.staff_key, form, take, now=visit.now)


def _page(
    visit: Visit,
    key: int,
    typed: Answers | None,
    problems: Any = (),
    given: Given = NOTHING,
    *,
    refused: str = "",
) -> Response:
    with visit.parts.database.read() as session:
        row = find_reception(session, visit.viewer, key, visit.now)
        writing_group(visit.viewer, row)
        form = latest_form(session, FORM)
        options = choices_at(session, row, visit.now)
        count = taken_so_far(session, key)
        seen = lines_seen(session, visit.viewer, row, after=max(0, count - PAGE))
        lines = raised(session, visit, seen, by_head=heads(visit.viewer, row))
        taken = _taken(session, row, number_in(visit.request.query_params.get("taken", "")))
    answers = starting_answers(form) if typed is None else typed
    return visit.page(
        "receptions/take.html",
        status=422 if problems or refused else 200,
        has_problems=bool(problems or refused),
        row=row,
        title=visit.pick(reception_title(row)),
        given=given,
        refused=refused,
        taken=taken,
        count=count,
        lines=list(reversed(lines)),
        wrong={one.path: visit.pick(one.message) for one in problems},
        summary=error_summary(problems, language=visit.language) if problems else "",
        fields=render_form(
            form, answers, language=visit.language, problems=problems, warnings=(), options=options
        ),
    )


def _taken(session: Session, row: Any, issue_key: int | None) -> Any:
    """What was taken down last, with the number of its receipt."""
    line = line_of(session, row.key, issue_key) if issue_key else None
    if line is None:
        return None
    source = session.execute(
        sa.select(issue_source.c.key, issue_source.c.receipt)
        .where(issue_source.c.issue_key == issue_key, issue_source.c.receipt.is_not(None))
        .order_by(issue_source.c.key)
        .limit(1)
    ).one()
    return {"line": line, "source": source.key, "receipt": source.receipt}
