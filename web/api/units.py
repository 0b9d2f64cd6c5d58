"""Units as they stood or stand on a day, with the line above and below them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Query
from fastapi.responses import Response

from database.session import Session
from organisation.days import in_force, local_day
from organisation.routes import agencies_of, subordinates, superiors
from organisation.tables import unit
from organisation.units import COLUMNS, Unit, as_unit
from organisation.visibility import sees_unit
from web.api.asking import Asked, TextAsked
from web.edge import reading
from web.errors import NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.search import Column, Page, Search
from web.rest.shapes import Answered, Key, SentKey, answer

router = APIRouter(prefix="/units", route_class=ProgramRoute, tags=["Units"])


class UnitShape(Answered):
    """A unit, or an agency beside one. `handle` names it for good; official codes are given out again."""

    unit_key: Key
    handle: str
    code: str
    name: str
    type: str
    level: str | None
    kind: str
    fields_of_work: list[str]
    valid_from: date | None
    valid_to: date | None


class Units(Answered):
    """One page of units, by code."""

    items: list[UnitShape]
    page: Page


class UnitInLine(UnitShape):
    """A unit with its place: `above` nearest first, `below` and `beside` by code."""

    on: date
    above: list[UnitShape]
    below: list[UnitShape]
    beside: list[UnitShape]


class UnitsAsked(Asked):
    """Which units."""

    on: date | None = None
    text: TextAsked | None = None
    code: TextAsked | None = None
    level: TextAsked | None = None
    kind: Literal["unit", "agency", "oversight", "front"] | None = None


SEARCH = Search({"code": Column(unit.c.code)}, key=unit.c.key)


@router.get("", operation_id="listUnits", response_model=Units)
@reading
def list_units(caller: Called, asked: Annotated[UnitsAsked, Query()], *, session: Session) -> Response:
    """The caller's units and all below them, as they stand on a day (today, unless another is asked)."""
    rows = _seen(caller, asked.on or local_day(caller.now)).where(*_conditions(asked))
    found = SEARCH.find(session, rows, asked.by("code"))
    return answer(Units(items=_shapes([as_unit(row) for row in found.rows]), page=found.page))


@router.get("/{key}", operation_id="getUnit", response_model=UnitInLine)
@reading
def get_unit(key: SentKey, caller: Called, on: date | None = None, *, session: Session) -> Response:
    """One unit on a day, with the line above it, the units below and the agencies beside it."""
    day = on or local_day(caller.now)
    row = session.execute(_seen(caller, day).where(unit.c.key == key)).first()
    if row is None:
        raise NotHere
    return answer(
        UnitInLine(
            **_shape(as_unit(row)).model_dump(),
            on=day,
            above=_shapes(superiors(session, key, day)),
            below=_shapes(subordinates(session, key, day)),
            beside=_shapes(agencies_of(session, [key], day)),
        )
    )


def _seen(caller: Called, day: date) -> sa.Select[Any]:
    return sa.select(*COLUMNS).where(in_force(unit, day), sees_unit(caller.viewer, day))


def _conditions(asked: UnitsAsked) -> list[sa.ColumnElement[bool]]:
    found = [unit.c[name] == value for name in ("code", "level", "kind") if (value := getattr(asked, name))]
    if asked.text:
        named = unit.c.name.icontains(asked.text, autoescape=True)
        found.append(sa.or_(named, unit.c.name.contains(asked.text, autoescape=True)))
    return found


def _shapes(found: Sequence[Unit]) -> list[UnitShape]:
    return [_shape(one) for one in found]


def _shape(found: Unit) -> UnitShape:
    return UnitShape(
        unit_key=found.key,
        handle=found.handle,
        code=found.code,
        name=found.name,
        type=found.type,
        level=found.level,
        kind=found.kind,
        fields_of_work=list(found.fields),
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )
