"""Telling an open list of tasks that it is not what it was; the list itself moves only when its reader says so."""

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.inbox.page import Asked
from web.inbox.watching import Watch
from web.keys import number_in
from workflows.news import news

router = APIRouter()


@router.get("/tasks/news/stream")
async def stream_news(visit: Visited) -> Response:
    """Server-sent events: "tasks" when something came, ended or changed hands.

    No content where too many wait: then the page polls.
    """
    watch: Watch = visit.request.app.state.watch
    if not watch.has_room(visit.form_secret):
        return Response(status_code=204)
    told = watch.events(visit.form_secret, visit.viewer.groups)
    return StreamingResponse(told, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


@router.get("/tasks/news")
@reading
def show_news(visit: Visited, *, session: Session) -> Response:
    """What changed after the page was made, as a line that leads to it; empty where nothing did."""
    given = visit.request.query_params
    since, taken = (number_in(given.get(name, "")) for name in ("since", "taken"))
    found = news(session, visit.viewer, since=since, shown=given.get("shown", ""), taken=taken)
    return visit.page("parts/news.html", news=found, here=Asked.of(given.get).address())
