"""One service incident: its steps with who, by when and how they stand, what is late, and all that has happened."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.directions.words import directed_about
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.visit import Visit
from workflows.direction.seeing import find_about
from workflows.response.page import ResponsePage, StepLine, response_page
from workflows.response.rows import KIND
from workflows.response.words import OUTCOMES, STATES, STEP_STATES, incident_name, standing
from workflows.subject import Subject

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"begun"})
_LOOKS = {
    "waiting": "grey",
    "open": "orange",
    "done": "teal",
    "partly": "orange",
    **dict.fromkeys(("impossible", "skipped", "dropped"), "purple"),
}


@router.get("/responses/{key}")
@reading
def show_response(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """For its unit, those above it, and those that have a step of it."""
    page = response_page(session, visit.viewer, key, visit.now)
    return visit.page(
        "responses/show.html",
        page=page,
        row=page.row,
        title=visit.pick(incident_name(page.row)),
        state=_state(visit, page),
        steps=[(one, _step_state(visit, one)) for one in page.steps],
        mine=[one for one in page.steps if one.task_key],
        outcome=visit.pick(OUTCOMES[page.row.outcome]) if page.row.outcome else "",
        about=find_about(session, visit.viewer, page.row.about, visit.now),
        directed=directed_about(session, visit, str(Subject(KIND, key))),
        distance=Distances(session, visit).words,
        done=visit.done(DONE),
    )


def _state(visit: Visit, page: ResponsePage) -> tuple[str, str]:
    if page.row.state == "closed":
        return visit.pick(STATES["closed"]), "teal"
    return visit.pick(STATES["running"]), "red" if page.late or page.row.due_at < visit.now else "orange"


def _step_state(visit: Visit, line: StepLine) -> tuple[str, str]:
    """The state, or what came of it; of what is late or not confirmed, that."""
    row = line.row
    if row.state == "open" and line.late:
        return visit.gettext("Overdue"), "red"
    if line.unconfirmed:
        return visit.gettext("Not confirmed yet"), "red"
    if row.state == "open" and row.confirmed_at is None:
        return visit.gettext("To be confirmed"), "blue"
    return visit.pick(STEP_STATES[standing(row)]), _LOOKS[standing(row)]
