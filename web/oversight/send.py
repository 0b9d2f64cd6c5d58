"""Sending an issue to an oversight body: to which one, and why."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.errors import NotYours, Refused
from workflows.issues.errors import TextRefused
from workflows.issues.record import issue_row
from workflows.issues.words import issue_title
from workflows.once import once
from workflows.oversight.by_hand import LONGEST_REASON, NoBody, bodies_to_choose, send_by_hand

router = APIRouter()
FIELDS = ((NoBody, "body"), (TextRefused, "reason"))
"""Where a refusal is about one field."""


@router.get("/oversight/new")
@reading
def new_case(visit: Visited, issue: str = "", *, session: Session) -> Response:
    """An empty form about an issue: ?issue=5."""
    return _page(session, visit, number_in(issue) or 0)


@router.post("/oversight/new")
def send_case(visit: Visited, form: Posted) -> Response:
    """Send it, or say what is missing; what was typed stays."""
    issue, body, reason = number_in(form.first("issue")) or 0, form.first("body"), form.first("reason")
    try:
        key = visit.parts.database.transact(lambda session: _send(session, visit, issue, body, reason, form))
    except Refused as refused:
        with visit.parts.database.read() as session:
            return _page(session, visit, issue, body, reason, refused=refused)
    return see_other(f"/oversight/{key}?done=sent")


def _send(session: Session, visit: Visit, issue: int, body: str, reason: str, form: Pairs) -> int:
    make = partial(send_by_hand, session, visit.parts.host, visit.viewer, issue, body, reason, now=visit.now)
    return once(session, visit.viewer.staff_key, form, make, now=visit.now)


def _page(
    session: Session,
    visit: Visit,
    issue: int,
    body: str = "",
    reason: str = "",
    *,
    refused: Refused | None = None,
) -> Response:
    if not issue:
        raise NotYours
    bodies = bodies_to_choose(session, visit.viewer, issue, visit.now)
    return visit.page(
        "oversight/send.html",
        status=422 if refused else 200,
        has_problems=refused is not None,
        problem=visit.pick(refused.text) if refused else "",
        at=next((field for kind, field in FIELDS if isinstance(refused, kind)), ""),
        issue=issue,
        title=visit.pick(issue_title(issue_row(session, issue))),
        bodies=[(one.handle, one.name) for one in bodies],
        body=body,
        reason=reason,
        longest=LONGEST_REASON,
    )
