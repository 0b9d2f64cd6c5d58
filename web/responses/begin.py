"""Beginning to respond: what has happened and where, then who gets what by when, then one click."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, office_at, see_other
from workflows.direction.seeing import find_about
from workflows.errors import Refused, RefusedAt
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.choices import areas_for
from workflows.issues.tables import issue
from workflows.once import once
from workflows.response.begin import (
    LONGEST,
    Incident,
    beginning_post,
    beginning_posts,
    books_at,
    plan_at,
    start_response,
)
from workflows.response.behind import issue_behind
from workflows.response.finding import running_alike
from workflows.response.plan import Plan
from workflows.response.words import response_title, within_words

router = APIRouter()


@dataclass(frozen=True)
class Wanted:
    """What was chosen and typed so far."""

    acting_in: str = ""
    kind: str = ""
    area: str = WHOLE_UNIT
    what: str = ""
    about: str = ""


@router.get("/responses/new")
@reading
def new_response(visit: Visited, about: str = "", *, session: Session) -> Response:
    """The kinds of incident; out of an issue or a quick report (?about=issue:5) its words, and who would get what."""
    return _page(session, visit, _proposed(session, visit, Wanted(about=about)))


@router.post("/responses/new")
def begin_response(visit: Visited, form: Posted) -> Response:
    """Show who gets what by when; or begin. What is refused stays typed."""
    wanted = Wanted(*(form.first(name) for name in ("acting_in", "kind", "area", "what", "about")))
    if form.first("do") != "begin":
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted, asked=form.first("do") == "look")
    try:
        key = visit.parts.database.transact(lambda session: _begin(session, visit, wanted, form))
    except Refused as refused:
        field = refused.field if isinstance(refused, RefusedAt) else "kind"
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted, problem=(field, visit.pick(refused.text)))
    return see_other(f"/responses/{key}?done=begun")


def _begin(session: Session, visit: Visit, wanted: Wanted, form: Pairs) -> int:
    begin = partial(
        start_response,
        session,
        visit.parts.host,
        visit.viewer,
        wanted.acting_in,
        Incident(wanted.kind, wanted.area, wanted.what, wanted.about),
        now=visit.now,
    )
    return once(session, visit.viewer.staff_key, form, begin, now=visit.now)


def _proposed(session: Session, visit: Visit, wanted: Wanted) -> Wanted:
    """Out of an issue: its words and place, and the first play-book of its field."""
    key = issue_behind(session, visit.viewer, wanted.about, visit.now)
    if key is None:
        return wanted
    row: Any = session.execute(sa.select(issue).where(issue.c.key == key)).one()
    post = beginning_post(visit.viewer, "")
    fitting = [one.kind for one in books_at(session, post) if one.field == row.field]
    places = {one.value for one in areas_for(session, post.unit_key or 0, visit.now)}
    area = row.area if row.area in places else WHOLE_UNIT
    return replace(wanted, kind=fitting[0] if fitting else "", area=area, what=row.summary[:LONGEST])


def _page(
    session: Session,
    visit: Visit,
    wanted: Wanted,
    *,
    problem: tuple[str, str] = ("", ""),
    asked: bool = False,
) -> Response:
    post = beginning_post(visit.viewer, wanted.acting_in)
    plan, refused = _plan(session, visit, wanted) if wanted.kind or asked else (None, ("", ""))
    problem = problem if problem[0] else refused
    about = find_about(session, visit.viewer, wanted.about, visit.now)
    areas = areas_for(session, post.unit_key or 0, visit.now)
    return visit.page(
        "responses/begin.html",
        status=422 if problem[0] else 200,
        has_problems=bool(problem[0]),
        problem=problem,
        wanted=wanted,
        acting_in=post.group,
        offices=[(one.group, visit.pick(office_at(one))) for one in beginning_posts(visit.viewer)],
        kinds=[("", visit.gettext("Choose"))]
        + [(one.kind, visit.pick(one.words)) for one in books_at(session, post)],
        areas=[(one.value, visit.pick(one.label)) for one in areas],
        about=about,
        longest=LONGEST,
        plan=plan,
        alike=running_alike(session, post.unit_key or 0, wanted.kind),
        title_of=response_title,
        within=within_words,
    )


def _plan(session: Session, visit: Visit, wanted: Wanted) -> tuple[Plan | None, tuple[str, str]]:
    """What the chosen play-book comes to; a table gone wrong, and none that was chosen, is told at the choice."""
    post = beginning_post(visit.viewer, wanted.acting_in)
    try:
        return plan_at(session, post, wanted.kind, visit.now), ("", "")
    except Refused as refused:
        return None, ("kind", visit.pick(refused.text))
