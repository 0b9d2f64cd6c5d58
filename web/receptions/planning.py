"""Setting the days on which the head receives, and opening a sitting by hand."""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.viewer import Post
from periods.rhythm import choices_for
from periods.words import day_text
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Pairs, Posted
from web.typed_days import day_in, shown_day
from web.visit import Visit, office_at, see_other
from workflows.errors import Refused, RefusedAt
from workflows.issues.errors import TextRefused
from workflows.issues.raising import raising_post, raising_posts
from workflows.once import once
from workflows.reception.calendar import LONGEST_REASON, calendars_of, prescribed_at, set_days
from workflows.reception.opening import ByHand, open_by_hand, to_make_up

router = APIRouter()
NUMBER = re.compile(r"\d+", re.ASCII)
NOTHING_WRONG = ("", "")
"""The field that is to be mended, and why."""


def chosen_post(visit: Visit, group: str) -> Post:
    """The office that was chosen, else the viewer's first that may plan. NotYourRole for those without any."""
    first = raising_post(visit.viewer)
    return next((one for one in raising_posts(visit.viewer) if one.group == group), first)


def _offices(visit: Visit) -> list[tuple[str, str]]:
    """One for each unit."""
    found: Mapping[int | None, Post] = {post.unit_key: post for post in reversed(raising_posts(visit.viewer))}
    return [(post.group, visit.pick(office_at(post))) for post in found.values()]


@router.get("/receptions/days")
@reading
def show_days(visit: Visited, acting_in: str = "", *, session: Session) -> Response:
    """The days of a unit, with what the law wants."""
    return _days_page(session, visit, chosen_post(visit, acting_in))


@router.post("/receptions/days")
def change_days(visit: Visited, form: Posted) -> Response:
    """Set them from tomorrow on. What is refused stays."""
    post = chosen_post(visit, form.first("acting_in"))
    days = [value for name, value in form if name == "day"] + NUMBER.findall(form.first("days"))
    reason = form.first("reason")
    if form.first("do") == "set":
        try:
            visit.parts.database.transact(
                lambda session: set_days(session, visit.viewer, post, days, reason, now=visit.now)
            )
        except Refused as refused:
            with visit.parts.database.read() as session:
                problem = _problem(visit, refused, "days")
                return _days_page(session, visit, post, days=days, reason=reason, problem=problem)
        return see_other("/receptions?done=set")
    with visit.parts.database.read() as session:  # the office was changed: its unit is another
        return _days_page(session, visit, post)


def _days_page(
    session: Session,
    visit: Visit,
    post: Post,
    *,
    days: list[str] | None = None,
    reason: str = "",
    problem: tuple[str, str] = NOTHING_WRONG,
) -> Response:
    law = prescribed_at(session, post)
    rows = calendars_of(session, [post.unit_key or 0]).get(post.unit_key or 0, [])
    set_now = rows[-1].days if rows else law.suggested
    return visit.page(
        "receptions/days.html",
        status=422 if problem[0] else 200,
        has_problems=bool(problem[0]),
        problem=problem,
        post=post,
        offices=_offices(visit),
        law=law,
        days=days if days is not None else [str(day) for day in set_now],
        choices=[(str(day), visit.pick(words)) for day, words in choices_for(law.per)],
        rows=list(reversed(rows)),
        reason=reason,
        longest=LONGEST_REASON,
    )


@router.get("/receptions/new")
def new_sitting(visit: Visited) -> Response:
    """An empty form."""
    return _new_page(visit, raising_post(visit.viewer), {})


@router.post("/receptions/new")
def open_sitting(visit: Visited, form: Posted) -> Response:
    """Open it, or say what stands against it; what was typed stays."""
    post = chosen_post(visit, form.first("acting_in"))
    typed = {name: form.first(name) for name in ("day", "reason", "makes_up")}
    try:
        asked = ByHand(_day(typed["day"]), typed["reason"], number_in(typed["makes_up"]) or None)
        key = visit.parts.database.transact(lambda session: _open(session, visit, post, asked, form))
    except Refused as refused:
        return _new_page(visit, post, typed, problem=_problem(visit, refused, "day"))
    return see_other(f"/receptions/{key}?done=opened")


def _open(session: Session, visit: Visit, post: Post, asked: ByHand, form: Pairs) -> int:
    begin = partial(open_by_hand, session, visit.parts.host, visit.viewer, post, asked, now=visit.now)
    return once(session, visit.viewer.staff_key, form, begin, now=visit.now)


def _problem(visit: Visit, refused: Refused, field: str) -> tuple[str, str]:
    """A text that cannot be kept is the reason; anything else says where it is, or is about the days."""
    if isinstance(refused, RefusedAt):
        field = refused.field
    return "reason" if isinstance(refused, TextRefused) else field, visit.pick(refused.text)


def _day(text: str) -> date:
    try:
        return day_in(text)
    except ValueError:
        raise Refused("Chọn ngày tiếp.", "Choose the day of the sitting.") from None


def _new_page(
    visit: Visit, post: Post, typed: Mapping[str, str], *, problem: tuple[str, str] = NOTHING_WRONG
) -> Response:
    with visit.parts.database.read() as session:
        missed = to_make_up(session, post.unit_key or 0, visit.now)
    return visit.page(
        "receptions/new.html",
        status=422 if problem[0] else 200,
        has_problems=bool(problem[0]),
        problem=problem,
        post=post,
        offices=_offices(visit),
        day=shown_day(typed.get("day", "")),
        reason=typed.get("reason", ""),
        makes_up=typed.get("makes_up", ""),
        missed=[
            ("", visit.gettext("None: it comes besides")),
            *((str(row.key), day_text(row.meets_on)) for row in missed),
        ],
        longest=LONGEST_REASON,
    )
