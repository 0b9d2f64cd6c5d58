"""Running instances that are behind what is deployed: how many can be moved, why others cannot, and moving them."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.designer.authors import author_words
from workflows.designer.moving_cases import ask_to_move, instances_to_move, lagging, note_moves
from workflows.designer.trail import about, last_events
from workflows.errors import StalePage

router = APIRouter()
AT_ONCE = 100
"""Instances put down in one transaction: nobody else waits long for the writer."""
SHOWN = 20
"""Of those who had cases moved, the last."""


@router.get("/designer/running")
@reading
def show_running(visit: Visited, *, session: Session) -> Response:
    """Every process of which instances go by an older version."""
    return _page(session, visit)


@router.post("/designer/running")
def move_running(visit: Visited, form: Posted) -> Response:
    """Have all instances of one process moved that can be. They are moved one by one; this only asks for it."""
    process_id, shown = form.first("process"), number_in(form.first("definition"))
    database, four_eyes = visit.parts.database, visit.parts.settings.four_eyes
    try:
        with database.read() as session:
            keys = instances_to_move(session, visit.viewer, process_id, shown, visit.now, four_eyes=four_eyes)
    except StalePage as stale:
        with database.read() as session:
            return _page(session, visit, problem=visit.pick(stale.text))
    if keys:
        database.transact(lambda session: note_moves(session, visit.viewer, process_id, len(keys), visit.now))
    for begin in range(0, len(keys), AT_ONCE):
        part = keys[begin : begin + AT_ONCE]
        database.transact(
            partial(ask_to_move, viewer=visit.viewer, process_id=process_id, keys=part, now=visit.now)
        )
    return see_other(f"/designer/running?asked={len(keys)}")


def _page(session: Session, visit: Visit, problem: str = "") -> Response:
    lines = lagging(session, visit.viewer, visit.now, four_eyes=visit.parts.settings.four_eyes)
    return visit.page(
        "designer/moving_cases.html",
        status=422 if problem else 200,
        lines=lines,
        asked=number_in(visit.request.query_params.get("asked", "")),
        waiting=any(line.left for line in lines),
        moved=[
            {"at": event.at, "about": visit.pick(about(event)), "by": author_words(event)}
            for event in last_events(session, "moved", SHOWN)
        ],
        problem=problem,
        has_problems=bool(problem),
    )
