"""One sitting: who held it and when, every issue that was raised and where it is now, and all that happened."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from database.types import key_after
from periods.dated import from_json
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.receptions.words import raised, state_tag
from web.visit import Visit
from workflows.deadlines import working_calendar
from workflows.errors import NotYours
from workflows.leafing import PAGE
from workflows.matter_story import open_steps, story
from workflows.papers import latest_paper
from workflows.reception.deciding import undecided
from workflows.reception.document import PAPER
from workflows.reception.finding import events_of, find_reception, lines_seen, made_up_by
from workflows.reception.raising import may_raise
from workflows.reception.record import OPEN_STATES, heads, reception_row, writing_group
from workflows.reception.words import HAPPENED, HOLDERS, reception_title
from workflows.subject import Subject

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"opened", "decided"})


def writes(visit: Visit, row: Any) -> bool:
    """Whether the viewer takes issues down at a sitting and decides about them."""
    try:
        writing_group(visit.viewer, row)
    except NotYours:
        return False
    return row.state in OPEN_STATES


def _day_off(session: Session, visit: Visit, row: Any) -> bool:
    """Whether the day of a sitting to come has become a day off since that was opened."""
    calendar = working_calendar(session, visit.now)
    return row.state == "planned" and not calendar.is_working(row.meets_on)


@router.get("/receptions/{key}")
@reading
def show_reception(visit: Visited, key: RowKey, after: str = "", *, session: Session) -> Response:
    """For the unit, and whoever stands above it."""
    row = find_reception(session, visit.viewer, key, visit.now)
    lines = lines_seen(session, visit.viewer, row, after=key_after(after) or 0)
    shown = raised(session, visit, lines[:PAGE], by_head=heads(visit.viewer, row))
    instances = [row.instance_key] if row.instance_key else []
    steps = open_steps(session, instances)
    may_write = writes(visit, row)
    return visit.page(
        "receptions/show.html",
        row=row,
        title=visit.pick(reception_title(row)),
        state=state_tag(visit, row),
        why=from_json(row.dates["hold"]),
        holder=visit.pick(HOLDERS[row.holder]) if row.holder else "",
        makes_up=reception_row(session, row.makes_up) if row.makes_up else None,
        made_up_by=made_up_by(session, key),
        steps=steps,
        mine=[step for step in steps if step.group in visit.viewer.groups],
        distance=Distances(session, visit).words,
        lines=shown,
        undecided=len(undecided(session, key)) if row.state in OPEN_STATES else 0,
        day_off=_day_off(session, visit, row),
        first=f"/receptions/{key}" if after else None,
        more=f"/receptions/{key}?after={lines[PAGE - 1].row.position}" if len(lines) > PAGE else None,
        may_write=may_write,
        may_raise=may_write and may_raise(row, visit.now),
        paper=latest_paper(session, Subject("reception", key), PAPER),
        events=[(one, visit.pick(HAPPENED[one.what])) for one in events_of(session, key)],
        story=story(session, instances),
        done=visit.done(DONE),
    )
