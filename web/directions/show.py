"""One direction: what is to be done, by when and why then, what came of it, and every step on the way."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.directions.words import state_tag
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.attachments.finding import filed_with
from workflows.direction.finding import events_of, find_direction
from workflows.direction.matter_kind import CHECK
from workflows.direction.seeing import find_about
from workflows.direction.take_back import take_back
from workflows.direction.words import OUTCOMES, direction_title
from workflows.matter_story import open_steps, story
from workflows.subject import Subject
from workflows.task_forms import choice_words, form_at
from workflows.withdrawal import LONGEST, ReasonRefused

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"given"})


@router.get("/directions/{key}")
@reading
def show_direction(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """For those who gave it, those who owe it, and whoever stands above them."""
    return _page(session, visit, key)


@router.post("/directions/{key}/withdrawal")
def withdraw_direction(visit: Visited, key: RowKey, form: Posted) -> Response:
    """The office that gave it takes it back. What is refused stays in its box."""
    reason = form.first("reason")
    try:
        visit.parts.database.transact(
            lambda session: take_back(session, visit.parts.host, visit.viewer, key, reason, now=visit.now)
        )
    except ReasonRefused as refused:
        with visit.parts.database.read() as session:
            return _page(session, visit, key, reason=reason, problem=visit.pick(refused.text))
    return see_other(f"/directions/{key}")


def _page(session: Session, visit: Visit, key: int, *, reason: str = "", problem: str = "") -> Response:
    row = find_direction(session, visit.viewer, key, visit.now)
    instances = [row.instance_key] if row.instance_key else []
    steps = open_steps(session, instances)
    return visit.page(
        "directions/show.html",
        status=422 if problem else 200,
        has_problems=bool(problem),
        reason=reason,
        problem=problem,
        longest=LONGEST,
        may_take_back=bool(instances) and row.state != "closed" and row.checked_by in visit.viewer.groups,
        row=row,
        title=visit.pick(direction_title(row)),
        state=state_tag(visit, row),
        why=from_json(row.due_words),
        steps=steps,
        mine=[step for step in steps if step.group in visit.viewer.groups],
        distance=Distances(session, visit).words,
        about=find_about(session, visit.viewer, row.about, visit.now),
        events=_events(session, visit, row),
        files=filed_with(session, Subject("direction", key)),
        outcome=visit.pick(OUTCOMES[row.outcome]) if row.outcome else "",
        story=story(session, instances),
        done=visit.done(DONE),
    )


def _events(session: Session, visit: Visit, row: Any) -> list[dict[str, Any]]:
    found = events_of(session, row.key)
    reasons = choice_words(form_at(session, row.instance_key, CHECK), "reason_code") if found else {}
    return [_event(visit, event, reasons) for event in found]


def _event(visit: Visit, row: Any, reasons: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    heads = {
        "reported": visit.gettext("Outcome reported"),
        "returned": visit.gettext("To be done again"),
        "extended": visit.gettext("New due date"),
        "accepted": visit.gettext("Outcome accepted"),
    }
    reason = reasons.get(row.reason_code or "")
    return {
        "row": row,
        "head": heads[row.what],
        "outcome": visit.pick(OUTCOMES[row.outcome]) if row.outcome else "",
        "reason": visit.pick(reason) if reason else "",
        "back": row.what in ("returned", "extended"),
    }
