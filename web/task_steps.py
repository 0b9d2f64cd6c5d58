"""Small steps beside a task's form: take it, give it back, hand it over, say something."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import see_other
from workflows.claim import claim, reassign, release
from workflows.comments import comment_on_task

router = APIRouter()


@router.post("/tasks/{key}/claim")
@writing
def take(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """Take a task nobody holds, and go on to it."""
    claim(session, visit.viewer, key, now=visit.now)
    return see_other(f"/tasks/{key}?done=claimed")


@router.post("/tasks/{key}/release")
@writing
def give_back(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """Give a task back to the office."""
    release(session, visit.viewer, key, now=visit.now)
    return see_other("/tasks?done=released")


@router.post("/tasks/{key}/reassign")
@writing
def hand_over(key: RowKey, visit: Visited, form: Posted, *, session: Session) -> Response:
    """The head hands a task to a colleague."""
    reassign(session, visit.viewer, key, number_in(form.first("staff")), now=visit.now)
    return see_other("/tasks?done=handed_over")


@router.post("/tasks/{key}/comments")
@writing
def say(key: RowKey, visit: Visited, form: Posted, *, session: Session) -> Response:
    """Say something beside the report."""
    comment_on_task(session, visit.viewer, key, form.first("text"), now=visit.now)
    return see_other(f"/tasks/{key}?done=said#comments")
