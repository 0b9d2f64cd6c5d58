"""How often the heads of a unit and of those below it received, of what the law prescribes, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import in_force, local_day
from organisation.tables import unit
from organisation.unit_files import AGENCY_KINDS
from organisation.units import Unit, unit_by_key
from organisation.visibility import sees_unit
from web.edge import reading
from web.gate import Visited
from web.keys import number_in
from web.shares import share
from web.typed_days import day_in, shown_day
from web.visit import Visit
from workflows.errors import NotYours
from workflows.leafing import PAGE, leaf
from workflows.reception.counting import LONGEST_PERIOD, ONE_DAY, Counted, counted, units_counted
from workflows.reception.rules import prescribed_for

router = APIRouter()
HERE = "/receptions/units"


@dataclass(frozen=True)
class Typed:
    """The period as it was typed, and as it counts; `problem` says what is wrong with it."""

    first: str
    last: str
    period: tuple[date, date]
    problem: str


@router.get("/receptions/units")
@reading
def show_units(
    visit: Visited, unit: str = "", first: str = "", last: str = "", page: str = "", *, session: Session
) -> Response:
    """Added up, then unit by unit."""
    root = _root(session, visit, unit)
    typed = _typed(visit, first, last)
    units = units_counted(session, root.key, visit.now)
    found = counted(session, units, *typed.period, visit.now)
    at = leaf(len(units), number_in(page) or 1, PAGE)
    shown = units[at.before : at.before + PAGE]
    total = sum(found.values(), Counted())
    here = {"unit": str(root.key), "first": typed.period[0].isoformat(), "last": typed.period[1].isoformat()}
    return visit.page(
        "receptions/units.html",
        status=422 if typed.problem else 200,
        has_problems=bool(typed.problem),
        problem=typed.problem,
        root=root,
        typed=typed,
        total=total,
        held=share(visit, total.held, total.prescribed),
        answered=share(visit, total.answered, total.raised),
        lines=[(one, found[one.key], _address({**here, "unit": str(one.key)})) for one in shown],
        laws=_laws(session, visit, units),
        first=_address(here) if at.number > 1 else None,
        more=_address({**here, "page": str(at.number + 1)}) if at.number < at.pages else None,
    )


def _address(asked: dict[str, str]) -> str:
    return f"{HERE}?{urlencode(asked)}"


def _root(session: Session, visit: Visit, asked: str) -> Unit:
    """The unit that was asked for, else the viewer's first. NotYours for what he does not see."""
    today = local_day(visit.now)
    posts = [post for post in visit.viewer.postings if post.unit_key and post.unit_type not in AGENCY_KINDS]
    wanted = number_in(asked) if asked else posts[0].unit_key if posts else 0
    query = sa.select(unit.c.key).where(
        unit.c.key == wanted,
        unit.c.level.is_not(None),
        in_force(unit, today),
        sees_unit(visit.viewer, today),
    )
    key = session.execute(query).scalar_one_or_none()
    if key is None:
        raise NotYours
    return unit_by_key(session, key)


def _typed(visit: Visit, first: str, last: str) -> Typed:
    """This month where nothing was typed; a period that makes no sense is said, and this month is shown."""
    today = local_day(visit.now)
    usual = (today.replace(day=1), today)
    try:
        period = (day_in(first) if first else usual[0], day_in(last) if last else usual[1])
    except ValueError:
        period = (today, today - ONE_DAY)
    if 0 <= (period[1] - period[0]).days <= LONGEST_PERIOD:
        return Typed(period[0].isoformat(), period[1].isoformat(), period, "")
    problem = visit.gettext("Choose two days, the first before the last, and a year apart at most.")
    return Typed(shown_day(first), shown_day(last), usual, problem)


def _laws(session: Session, visit: Visit, units: Sequence[Unit]) -> list[tuple[str, str]]:
    """What the law prescribes for the levels that are counted, each once: how often, and the source."""
    levels = dict.fromkeys(one.level for one in units)
    found = [law for level in levels if (law := prescribed_for(session, level)) is not None]
    return [(_often(visit, law.per, law.times), visit.pick(law.source)) for law in found]


def _often(visit: Visit, per: str, times: int) -> str:
    if per == "week":
        return visit.ngettext("%(num)s day a week", "%(num)s days a week", times)
    return visit.ngettext("%(num)s day a month", "%(num)s days a month", times)
