"""What my unit owes and what is owed to it: counted, then one by one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.charts import Part
from web.directions.words import state_tag
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.shares import share
from web.visit import Visit
from workflows.direction.counting import Side, Sums, sums
from workflows.direction.finding import list_directions
from workflows.direction.targets import directing_posts
from workflows.direction.words import direction_title

router = APIRouter()


@dataclass(frozen=True)
class Line:
    """A direction in words. `other` is the unit at the other end."""

    row: Any
    title: str
    other: str
    tag: tuple[str, str]
    distance: str
    late: bool


@router.get("/directions")
@reading
def show_directions(
    visit: Visited, side: str = "", state: str = "", after: str = "", *, session: Session
) -> Response:
    """One side at a time, that what is owed by my unit first unless it only gives."""
    units = visit.viewer.unit_keys()
    counted = {one: sums(session, units, one, visit.now) for one in SIDES}
    chosen = _side(visit, side, counted)
    closed = state == "closed"
    found = list_directions(session, units, chosen, closed=closed, cursor=after)
    distances = Distances(session, visit)
    parts = _parts(visit, counted[chosen])
    return visit.page(
        "directions/list.html",
        side=chosen,
        closed=closed,
        sides=[(_address(one), _side_words(visit, one), counted[one].open, one == chosen) for one in SIDES],
        states=_states(visit, chosen, counted[chosen], closed=closed),
        sums=counted[chosen],
        parts=parts,
        sentence=", ".join(f"{part.shown} {part.label}" for part in parts),
        on_time=share(visit, counted[chosen].on_time, counted[chosen].judged),
        lines=[_line(visit, row, chosen, distances) for row in found.rows],
        first=_address(chosen, closed=closed) if after else None,
        more=_address(chosen, closed=closed, after=found.next_cursor) if found.next_cursor else None,
        may_give=bool(directing_posts(visit.viewer)),
    )


SIDES: tuple[Side, Side] = ("owed", "given")


def _side(visit: Visit, asked: str, counted: dict[Side, Sums]) -> Side:
    named = next((one for one in SIDES if one == asked), None)
    if named is not None:
        return named
    gives_only = not counted["owed"].total and (counted["given"].total or directing_posts(visit.viewer))
    return "given" if gives_only else "owed"


def _side_words(visit: Visit, side: Side) -> str:
    return {
        "owed": visit.gettext("What my unit owes"),
        "given": visit.gettext("What is owed to my unit"),
    }[side]


def _address(side: Side, *, closed: bool = False, after: str = "") -> str:
    asked = {"side": side, "state": "closed" if closed else "", "after": after}
    return "/directions?" + urlencode({name: value for name, value in asked.items() if value})


def _states(visit: Visit, side: Side, counted: Sums, *, closed: bool) -> list[tuple[str, str, int, bool]]:
    ended = counted.total - counted.open
    return [
        (_address(side), visit.gettext("Open"), counted.open, not closed),
        (_address(side, closed=True), visit.gettext("Closed"), ended, closed),
    ]


def _parts(visit: Visit, counted: Sums) -> list[Part]:
    """The terms of the sum: each direction stands in one of them."""
    return [
        Part(counted.done, visit.gettext("done"), "plain"),
        Part(counted.partly, visit.gettext("partly done"), "dotted"),
        Part(counted.impossible, visit.gettext("could not be done"), "black"),
        *([Part(counted.withdrawn, visit.gettext("taken back"), "grey")] if counted.withdrawn else []),
        Part(counted.open - counted.overdue, visit.gettext("open, not overdue"), "empty"),
        Part(counted.overdue, visit.gettext("overdue"), "hatched"),
    ]


def _line(visit: Visit, row: Any, side: Side, distances: Distances) -> Line:
    late = row.state == "open" and row.due_at < visit.now
    return Line(
        row=row,
        title=visit.pick(direction_title(row)),
        other=row.from_name if side == "owed" else row.to_name,
        tag=state_tag(visit, row),
        distance=distances.words(row.due_at) if row.state == "open" else "",
        late=late,
    )
