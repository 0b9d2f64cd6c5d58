"""One quick report: the event, who has received it, what came since."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.directions.words import directed_about
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.responses.mark import responded_to
from web.visit import Visit
from workflows.issues.channels import URGENCIES
from workflows.quick_report.page import QuickPage, quick_page
from workflows.quick_report.rows import KIND
from workflows.quick_report.words import RECEIPTS, STATES, quick_title
from workflows.subject import Subject

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"sent"})
LOOKS = {"waiting": "grey", "confirmed": "teal", "silent": "red", "told": "blue"}


@router.get("/quick-reports/{key}")
@reading
def show_quick_report(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """For the unit that reports, those above it, and those that got it."""
    page = quick_page(session, visit.viewer, key, visit.now)
    return visit.page(
        "quick_reports/show.html",
        page=page,
        row=page.row,
        title=visit.pick(quick_title(page.row)),
        state=_state(visit, page),
        urgency=URGENCIES[page.row.urgency],
        receipts=[(one, _receipt(visit, one)) for one in page.receipts],
        mine=[step for step in page.steps if step.group in visit.viewer.groups],
        distance=Distances(session, visit).words,
        directed=directed_about(session, visit, str(Subject(KIND, key))),
        responded=responded_to(
            session, visit, page.row.issue_key, str(Subject(KIND, key)), over=page.row.state != "open"
        ),
        done=visit.done(DONE),
    )


def _state(visit: Visit, page: QuickPage) -> tuple[str, str]:
    late = page.row.state == "open" and page.row.due_at < visit.now
    look = "red" if late else {"open": "orange", "ended": "teal", "lapsed": "red"}[page.row.state]
    return visit.pick(STATES[page.row.state]), look


def _receipt(visit: Visit, one: object) -> tuple[str, str]:
    state = getattr(one, "state", "")
    due = getattr(one, "due_at", None)
    late = state == "waiting" and due is not None and due < visit.now
    return visit.pick(RECEIPTS[state]), "red" if late else LOOKS[state]
