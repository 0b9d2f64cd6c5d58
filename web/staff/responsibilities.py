"""Who answers for which field of a unit: from when on, who did before, and who said so."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from database.session import Session
from web.edge import writing
from web.gate import Visited
from web.keys import LARGEST_NUMBER, RowKey, number_in
from web.posted import Pairs, Posted
from web.typed_days import day_in
from web.visit import Visit, see_other
from workflows.once import once
from workflows.responsibilities import (
    ResponsibilityRefused,
    appoint,
    ends_before_the_next,
    release,
    responsibilities_at,
)

router = APIRouter()
Count = Annotated[int, Query(ge=1, le=LARGEST_NUMBER)]

# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"set", "between", "ended", "goes_on"})


@dataclass(frozen=True)
class Typed:
    """What was sent and could not be kept: shown again, with the sentence that says why, at its field."""

    area: str = ""
    staff: str = ""
    since: str = ""
    field: str = ""
    problem: str = ""


@router.get("/responsibilities")
def show_responsibilities(visit: Visited, unit: str = "", before: Count = 1, changed: Count = 1) -> Response:
    """Of a unit that the reader sees, his own where none is named; `before` and `changed`: pages of the histories."""
    typed = Typed(since=f"{visit.now:%Y-%m-%d}")
    return _page(visit, unit, typed, (before, changed), done=visit.done(DONE))


@router.post("/responsibilities")
def keep(visit: Visited, form: Posted) -> Response:
    """Somebody answers for a field from a day on."""
    unit = form.first("unit")
    try:
        since = _day(form)
        done = visit.parts.database.transact(lambda session: _keep(session, visit, form, since))
    except ResponsibilityRefused as refused:
        typed = Typed(
            area=form.first("area"),
            staff=form.first("staff"),
            since=form.first("since"),
            field={"field": "area"}.get(refused.field, refused.field),
            problem=visit.pick(refused.text),
        )
        return _page(visit, unit, typed, status=422)
    return see_other(_address(unit, done))


def _keep(session: Session, visit: Visit, form: Pairs, since: date) -> str:
    """Once, however often the button was pressed. Returns what is told afterwards."""
    make = partial(
        appoint,
        session,
        visit.viewer,
        form.first("unit"),
        field=form.first("area"),
        staff_key=number_in(form.first("staff")),
        since=since,
        now=visit.now,
    )
    key = once(session, visit.viewer.staff_key, form, make, now=visit.now)
    return "between" if ends_before_the_next(session, key) else "set"


@router.post("/responsibilities/{key}/end")
@writing
def end(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """From today on he answers for it no more."""
    released = release(session, visit.viewer, key, now=visit.now)
    return see_other(_address(released.handle, "goes_on" if released.goes_on else "ended"))


def _address(unit: str, done: str) -> str:
    return "/responsibilities?" + urlencode({"unit": unit, "done": done})


def _day(form: Pairs) -> date:
    try:
        return day_in(form.first("since"))
    except ValueError:
        raise ResponsibilityRefused(
            "since", "Ghi ngày, ví dụ 20/05/2025.", "Enter a day, for example 20/05/2025."
        ) from None


def _page(
    visit: Visit,
    unit: str,
    typed: Typed,
    leaves: tuple[int, int] = (1, 1),
    *,
    done: str | None = None,
    status: int = 200,
) -> Response:
    before, changed = leaves
    with visit.parts.database.read() as session:
        found = responsibilities_at(session, visit.viewer, unit, visit.now, before=before, changed=changed)
    return visit.page(
        "responsibilities.html",
        status=status,
        found=found,
        places=[
            (f"/responsibilities?unit={one.handle}", one.name, None, one.key == found.place.key)
            for one in found.places
        ],
        typed=typed,
        has_problems=typed.problem != "",
        done=done,
        today=visit.now.astimezone(visit.parts.settings.zone).date(),
    )
