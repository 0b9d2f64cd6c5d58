"""Moving the clock of a demo from the browser. Only operators do, and only in a store made for a demonstration."""

from fastapi import APIRouter
from fastapi.responses import Response

from web.clock import real_time
from web.errors import NotHere
from web.gate import Visited
from web.posted import Posted
from web.visit import Visit, local_path, see_other
from workflows.clock import moment_after, set_demo_clock
from workflows.passing import let_time_pass

router = APIRouter()


def may_move_clock(visit: Visit) -> bool:
    """Whether this reader sees the buttons."""
    return visit.parts.demo_accounts is not None and visit.guest is not None and visit.viewer.is_operator


@router.post("/clock")
def move_clock(visit: Visited, form: Posted) -> Response:
    """Let time pass by one of the fixed steps, and run what has become due."""
    if not may_move_clock(visit):
        raise NotHere
    database = visit.parts.database
    with database.read() as session:
        moment = moment_after(session, form.first("step"), visit.now)
    let_time_pass(database, visit.parts.host, visit.now, moment)
    database.transact(lambda session: set_demo_clock(session, moment, real_time()))
    return see_other(local_path(form.first("back", "/")))
