"""What became in a month of the issues that the reader's units told of: to be passed on to collaborators."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.errors import NotHere
from web.gate import Visited
from web.issues.states import state_tag
from web.keys import number_in
from workflows.became.months import FORM, in_words, last_complete, month_before, next_month
from workflows.became.telling import became_list
from workflows.issues.words import issue_title

router = APIRouter()


@router.get("/issues/raised/{month}")
@reading
def show_became(month: str, visit: Visited, after: str = "", *, session: Session) -> Response:
    """The list of a month, fifty issues a page. Costs one range of the key of its table."""
    if not FORM.fullmatch(month):
        raise NotHere
    found, last = became_list(session, visit.viewer, month, number_in(after)), last_complete(visit.now)
    return visit.page(
        "issues/became.html",
        month=in_words(month),
        lines=[(row, issue_title(row), state_tag(row.state, merged=False)) for row in found.rows],
        first=f"/issues/raised/{month}" if after else None,
        more=f"/issues/raised/{month}?after={found.next_after}" if found.next_after else None,
        before=month_before(month),
        later=next_month(month) if month < last else None,
    )
