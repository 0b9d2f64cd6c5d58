"""Taking or handing over several tasks of the list at once, each for itself: one that fails stops no other."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.gate import Visited
from web.inbox.page import Asked, Lost, Told, list_page
from web.keys import number_in
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.chosen import name_of_task, require_few
from workflows.claim import claim, reassign
from workflows.errors import WorkError

router = APIRouter()

Act = Callable[[Session, int], None]


@router.post("/tasks/together")
def do_together(visit: Visited, form: Posted) -> Response:
    """Take the chosen tasks, or hand them to a colleague. What is lost is told by name; the rest holds."""
    keys = list(dict.fromkeys(number_in(value) for name, value in form if name == "task"))
    asked = Asked.of(form.first)
    require_few(keys)
    if not keys:
        return list_page(visit, asked, status=422, told=Told(nothing_chosen=True))
    if form.first("do") == "hand":
        act, done = _handing(visit, form), "handed_together"
    else:
        act, done = _taking(visit), "taken_together"
    lost = [one for key in keys if (one := _lost(visit, key, act))]
    if not lost:
        return see_other(asked.address(done=done))
    return list_page(visit, asked, status=409, told=Told(lost, len(keys) - len(lost)))


def _taking(visit: Visit) -> Act:
    return lambda session, key: claim(session, visit.viewer, key, now=visit.now)


def _handing(visit: Visit, form: Pairs) -> Act:
    colleague = number_in(form.first("colleague"))
    return lambda session, key: reassign(session, visit.viewer, key, colleague, now=visit.now)


def _lost(visit: Visit, key: int, act: Act) -> Lost | None:
    """Do it to one task; None where that held."""
    try:
        visit.parts.database.transact(lambda session: act(session, key))
    except WorkError as refused:
        with visit.parts.database.read() as session:
            return Lost(key, name_of_task(session, visit.viewer, key), refused.text)
    return None
