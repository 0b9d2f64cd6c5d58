"""The plans by which cycles open by themselves: one row for each kind and unit; owners and operators change them."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.errors import OrganisationError
from periods.labels import KINDS as KIND_WORDS
from periods.labels import label_words
from periods.profile import KINDS
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.errors import NotYours
from workflows.opening_rights import DEFINITION, opens_any, periods_to_open, root_for, usual_root
from workflows.plan import plan_cycles, plans, stop_plan

router = APIRouter()
STOP = "stop:"
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"added", "there", "stopped"})
PLANNED = tuple(kind for kind in KINDS if kind != "adhoc")


@router.get("/plans")
@reading
def show_plans(visit: Visited, *, session: Session) -> Response:
    """What opens by itself, and when next."""
    return _page(session, visit, done=visit.done(DONE))


@router.post("/plans")
def change_plans(visit: Visited, form: Posted) -> Response:
    """Add a plan from the running period on, or stop one. Cycles that are open go on."""
    if not opens_any(visit.viewer):
        raise NotYours
    try:
        done = visit.parts.database.transact(
            lambda session: _change(session, visit, form.first("do"), form.first("kind"), form.first("unit"))
        )
    except OrganisationError as error:
        with visit.parts.database.read() as session:
            return _page(session, visit, unit=form.first("unit"), problem=visit.pick(error.text))
    return see_other(f"/plans?done={done}")


def _change(session: Session, visit: Visit, do: str, kind_name: str, unit: str) -> str:
    """What was done, one of DONE."""
    if do.startswith(STOP):
        stop_plan(session, number_in(do.removeprefix(STOP)))
        return "stopped"
    kind = next((one for one in PLANNED if one == kind_name), None)
    if kind is None:
        raise NotYours
    root = root_for(session, visit.viewer, unit, kind, visit.now)
    current = periods_to_open(kind, visit.now)[1]
    added = plan_cycles(session, definition=DEFINITION, root_code=root.code, from_period=current.key)
    return "added" if added else "there"


def _page(session: Session, visit: Visit, *, unit: str = "", problem: str = "", done: str = "") -> Response:
    if not opens_any(visit.viewer):
        raise NotYours
    rows = [
        {
            "key": plan.key,
            "kind": visit.pick(KIND_WORDS[plan.first.kind]),
            "unit": plan.unit_name,
            "since": visit.pick(label_words(plan.first)),
            "next": visit.pick(label_words(plan.next)) if plan.next else "",
            "opens_at": plan.opens_at,
        }
        for plan in plans(session, visit.now)
    ]
    return visit.page(
        "longer/plans.html",
        status=422 if problem else 200,
        rows=rows,
        kinds=[(one, visit.pick(KIND_WORDS[one])) for one in PLANNED],
        unit=unit or usual_root(session, visit.viewer),
        problem=problem,
        done=done,
        has_problems=bool(problem),
    )
