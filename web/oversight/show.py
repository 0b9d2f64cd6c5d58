"""One case: which issue went where and why, its history as a paper, and what the body said."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.oversight.words import state_tag
from workflows.issues.taxonomy import category_names
from workflows.matter_story import open_steps, story
from workflows.oversight.finding import find_case, sees_issue_of
from workflows.oversight.history import PAPER
from workflows.oversight.words import oversight_title
from workflows.papers import latest_paper
from workflows.subject import Subject

router = APIRouter()


@router.get("/oversight/{key}")
@reading
def show_case(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """To the body its case, without a way to anything else; to those who see the issue also that."""
    row = find_case(session, visit.viewer, key)
    instances = [row.instance_key] if row.instance_key else []
    steps = open_steps(session, instances)
    return visit.page(
        "oversight/show.html",
        row=row,
        title=visit.pick(oversight_title(row)),
        state=state_tag(visit, row),
        category=category_names(session, [row.category])[row.category],
        why=visit.pick(row.why),
        due=from_json(row.due_words),
        distance=Distances(session, visit).words(row.due_at),
        steps=steps,
        mine=next((step for step in steps if step.group in visit.viewer.groups), None),
        paper=latest_paper(session, Subject("oversight", key), PAPER),
        sees_issue=sees_issue_of(session, visit.viewer, row),
        story=story(session, instances),
        sent=visit.request.query_params.get("done") == "sent",
    )
