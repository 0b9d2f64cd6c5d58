"""The list of tasks: where everybody starts."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from workflows.inbox import Inbox, inbox
from workflows.open_tasks import SCOPES

router = APIRouter()

# What may be told on top of the list after a step; anything else in the address is ignored.
DONE = frozenset({"draft_sent", "approved", "sent_back", "accepted", "returned", "handed_over", "released"})


@router.get("/tasks")
@reading
def show_tasks(visit: Visited, *, session: Session) -> Response:
    """The open tasks of the viewer, most urgent first."""
    asked = visit.request.query_params
    found = inbox(
        session,
        visit.viewer,
        visit.now,
        scope=asked.get("scope", SCOPES[0]),
        search=asked.get("q", ""),
        cursor=asked.get("after"),
    )
    done = asked.get("done")
    return visit.page(
        "inbox.html",
        inbox=found,
        done=done if done in DONE else None,
        several_units=len(visit.viewer.units()) > 1,
        tabs=[(name, _address(name), found.counts[name]) for name in SCOPES],
        first=_address(found.scope, found.search) if asked.get("after") else None,
        following=_following(found),
    )


def _following(found: Inbox) -> str | None:
    return _address(found.scope, found.search, found.next_cursor) if found.next_cursor else None


def _address(scope: str, search: str = "", after: str | None = None) -> str:
    wanted = {"scope": scope if scope != SCOPES[0] else "", "q": search, "after": after or ""}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"/tasks?{query}" if query else "/tasks"
