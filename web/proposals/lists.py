"""What my unit proposed, and what it has to decide: counted for the year, then one by one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import local_day
from web.charts import Part
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.proposals.words import state_tag
from web.visit import Visit
from workflows.proposal.figures import Sums, year_sums
from workflows.proposal.finding import SIDES, STAGES, Side, Stage, list_proposals, units_of, waiting
from workflows.proposal.words import proposal_title

router = APIRouter()
FILLS = {
    "done": "plain",
    "partly": "dotted",
    "impossible": "black",
    "doing": "empty",
    "refused": "lined",
    "passed": "crossed",
    "withdrawn": "grey",
    "waiting": "hatched",
}


@dataclass(frozen=True)
class Line:
    """A proposal in words. `other` is the unit at the other end."""

    row: Any
    title: str
    other: str
    tag: tuple[str, str]
    distance: str
    late: bool


@router.get("/proposals")
@reading
def show_proposals(
    visit: Visited, side: str = "", stage: str = "", after: str = "", *, session: Session
) -> Response:
    """One side at a time, what is to be decided first where anything is."""
    units, year = units_of(session, visit.viewer), local_day(visit.now).year
    open_now = {one: waiting(session, units, one) for one in SIDES}
    chosen = next((one for one in SIDES if one == side), "deciding" if open_now["deciding"] else "made")
    stages = STAGES if chosen == "deciding" else STAGES[:-1]
    at = next((one for one in stages if one == stage), stages[0])
    found = list_proposals(session, units, chosen, at, after)
    sums, distances = year_sums(session, units, chosen, year), Distances(session, visit)
    parts = _parts(visit, sums, chosen)
    return visit.page(
        "proposals/list.html",
        side=chosen,
        stage=at,
        year=year,
        sides=[(_address(one), _side_words(visit, one), open_now[one], one == chosen) for one in SIDES],
        stages=[(_address(chosen, one), _stage_words(visit, one), None, one == at) for one in stages],
        sums=sums,
        parts=parts,
        sentence=", ".join(f"{part.shown} {part.label}" for part in parts),
        lines=[_line(visit, row, chosen, distances) for row in found.rows],
        first=_address(chosen, at) if after else None,
        more=_address(chosen, at, found.next_cursor) if found.next_cursor else None,
    )


def _side_words(visit: Visit, side: Side) -> str:
    return {
        "deciding": visit.gettext("For my unit to decide"),
        "made": visit.gettext("What my unit proposed"),
    }[side]


def _stage_words(visit: Visit, stage: Stage) -> str:
    return {
        "waiting": visit.gettext("Undecided"),
        "doing": visit.gettext("Being carried out"),
        "ended": visit.gettext("Ended"),
        "passed": visit.gettext("Passed up"),
    }[stage]


def _address(side: Side, stage: str = "", after: str = "") -> str:
    asked = {"side": side, "stage": stage, "after": after}
    return "/proposals?" + urlencode({name: value for name, value in asked.items() if value})


def _parts(visit: Visit, sums: Sums, side: Side) -> list[Part]:
    """The terms of the sum: each proposal stands in one of them."""
    words = {
        "done": visit.gettext("done"),
        "partly": visit.gettext("partly done"),
        "impossible": visit.gettext("could not be done"),
        "doing": visit.gettext("being carried out"),
        "refused": visit.gettext("refused"),
        **({"passed": visit.gettext("passed up")} if side == "deciding" else {}),
        **({"withdrawn": visit.gettext("withdrawn")} if sums.withdrawn else {}),
        "waiting": visit.gettext("undecided"),
    }
    return [Part(getattr(sums, name), label, FILLS[name]) for name, label in words.items()]


def _line(visit: Visit, row: Any, side: Side, distances: Distances) -> Line:
    still_open = row.ended_at is None
    return Line(
        row=row,
        title=visit.pick(proposal_title(row)),
        other=row.unit_name if side == "deciding" else row.assigned_name or row.decider_name,
        tag=state_tag(visit, row),
        distance=distances.words(row.due_at) if still_open else "",
        late=still_open and row.due_at < visit.now,
    )
