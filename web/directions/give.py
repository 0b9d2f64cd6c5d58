"""Giving a direction: which unit, what, by when, and what it is about."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.viewer import Post
from web.edge import reading
from web.gate import Visited
from web.posted import Pairs, Posted
from web.typed_days import day_in
from web.visit import Visit, office_at, see_other
from workflows.direction.give import LONGEST, Order, direct
from workflows.direction.seeing import find_about
from workflows.direction.targets import directing_posts, units_to_direct
from workflows.errors import NotYourRole, Refused
from workflows.once import once
from workflows.unit_choices import names_apart

router = APIRouter()


@dataclass(frozen=True)
class Wanted:
    """What was typed so far."""

    acting_in: str = ""
    unit: str = ""
    what: str = ""
    due: str = ""
    about: str = ""


@router.get("/directions/new")
@reading
def new_direction(visit: Visited, acting_in: str = "", about: str = "", *, session: Session) -> Response:
    """An empty form, perhaps about a matter: ?about=issue:5."""
    return _page(session, visit, Wanted(acting_in, about=about))


@router.post("/directions/new")
def give_direction(visit: Visited, form: Posted) -> Response:
    """Give it, or say what is missing; what was typed stays."""
    wanted = Wanted(*(form.first(name) for name in ("acting_in", "unit", "what", "due", "about")))
    if form.first("do") != "give":  # the office was changed: its units are others
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted)
    try:
        due = _day(wanted.due)
        key = visit.parts.database.transact(lambda session: _give(session, visit, wanted, due, form))
    except Refused as refused:
        with visit.parts.database.read() as session:
            return _page(session, visit, wanted, problem=visit.pick(refused.text))
    return see_other(f"/directions/{key}?done=given")


def _give(session: Session, visit: Visit, wanted: Wanted, due: date, form: Pairs) -> int:
    seen = find_about(session, visit.viewer, wanted.about, visit.now)
    give = partial(
        direct,
        session,
        visit.parts.host,
        visit.viewer,
        acting_in=wanted.acting_in,
        order=Order(wanted.unit, wanted.what, due, wanted.about if seen else None),
        now=visit.now,
    )
    return once(session, visit.viewer.staff_key, form, give, now=visit.now)


def _day(text: str) -> date:
    try:
        return day_in(text)
    except ValueError:
        raise Refused("Chọn hạn hoàn thành.", "Choose the date by which it is to be done.") from None


def _page(session: Session, visit: Visit, wanted: Wanted, *, problem: str = "") -> Response:
    post = _post(visit, wanted)
    return visit.page(
        "directions/give.html",
        status=422 if problem else 200,
        has_problems=bool(problem),
        problem=problem,
        wanted=wanted,
        acting_in=post.group,
        offices=[(one.group, visit.pick(office_at(one))) for one in directing_posts(visit.viewer)],
        units=names_apart(session, units_to_direct(session, post.unit_key or 0, visit.now), visit.now),
        about=find_about(session, visit.viewer, wanted.about, visit.now),
        longest=LONGEST,
    )


def _post(visit: Visit, wanted: Wanted) -> Post:
    posts = directing_posts(visit.viewer)
    if not posts:
        raise NotYourRole(
            "Chỉ lãnh đạo đơn vị hoặc lãnh đạo theo dõi được giao việc cho đơn vị khác.",
            "Only the head of a unit or an overseeing leader gives directions to other units.",
        )
    return next((one for one in posts if one.group == wanted.acting_in), posts[0])
