"""The page of one number of a report: the reports and the issues that it is made of."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from database.session import Session
from periods.labels import label_words
from periods.windows import period
from web.edge import reading
from web.gate import Visited
from web.issues.states import state_tag
from web.keys import LARGEST_NUMBER, RowKey
from web.visit import Visit
from workflows.cycle_words import cycle_words
from workflows.numbers.leading_down import Down, number_down
from workflows.numbers.tree import Placed

router = APIRouter()
Count = Annotated[int, Query(ge=1, le=LARGEST_NUMBER)]
Within = Annotated[RowKey | None, Query(alias="in")]


@router.get("/reports/{key}/numbers/{field}")
@reading
def show_number(
    visit: Visited,
    key: RowKey,
    field: str,
    within: Within = None,
    version: Count | None = None,
    page: Count = 1,
    *,
    session: Session,
) -> Response:
    """Where a number comes from; `in` follows one of the reports below, by the key of its version."""
    found = number_down(
        session, visit.viewer, key, field, visit.now, number=version, within=within, page=page
    )
    here = f"/reports/{key}/numbers/{field}?version={found.number}"
    label = visit.pick(found.field.label)
    return visit.page(
        "longer/number.html",
        found=found,
        row=found.row,
        label=label,
        window=visit.pick(cycle_words(found.row)),
        of=_name(visit, found.within) if found.within else "",
        here=here,
        parts=[(f"{here}&in={one.version_key}", _name(visit, one), gave) for one, gave in found.parts],
        name=lambda one: _name(visit, one),
        tag=lambda state, merged: state_tag(state, merged=merged),
        next=_next(found, here),
    )


def _name(visit: Visit, one: Placed) -> str:
    return f"{one.unit_name}, {visit.pick(label_words(period(one.period)))}"


def _next(found: Down, here: str) -> str | None:
    if found.leaf.number >= found.leaf.pages:
        return None
    within = f"&in={found.within.version_key}" if found.within else ""
    return f"{here}{within}&page={found.leaf.number + 1}"
