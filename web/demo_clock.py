"""Moving the clock of a demo from the browser. Only operators do, and only in a store made for a demonstration."""

from fastapi import APIRouter
from fastapi.responses import Response

from engine.pump import pump
from web.errors import NotHere
from web.gate import Visited
from web.posted import Posted
from web.visit import Visit, local_path, see_other
from workflows.clock import step_demo_clock

router = APIRouter()

DONE_AT_ONCE = 20
"""Timers and jobs that run before the next page is shown; the tick does the rest."""


def may_move_clock(visit: Visit) -> bool:
    """Whether this reader sees the buttons."""
    return visit.parts.demo_accounts is not None and visit.guest is not None and visit.viewer.is_operator


@router.post("/clock")
def move_clock(visit: Visited, form: Posted) -> Response:
    """Let time pass by one of the fixed steps, and run what has become due."""
    if not may_move_clock(visit):
        raise NotHere
    with visit.parts.database.write() as session:
        moment = step_demo_clock(session, form.first("step"), visit.now, visit.real_now)
    pump(visit.parts.database, visit.parts.host, moment, limit=DONE_AT_ONCE)
    return see_other(local_path(form.first("back", "/")))
