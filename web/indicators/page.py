"""The indicators of one unit: answered, directed, in time, by programme, by field and by month."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.charts import Part
from web.edge import reading
from web.gate import Visited
from web.shares import share
from web.typed_days import day_in
from web.visit import Visit
from workflows.indicators.board import Asked, Indicators, indicators
from workflows.indicators.share import RULE
from workflows.issues.states import NAMES

router = APIRouter()
FILLS = {
    "received": "empty",
    "verifying": "dotted",
    "reopened": "dotted",
    "answered": "hatched",
    "resolved": "plain",
    "closed_unresolved": "black",
}


@router.get("/indicators")
@reading
def show_indicators(
    visit: Visited, unit: str = "", first: str = "", last: str = "", as_of: str = "", *, session: Session
) -> Response:
    """The numbers of a window, as they were known at the end of a day."""
    typed = {"first": first, "last": last, "as_of": as_of}
    days = {name: _day(text) for name, text in typed.items()}
    unread = [name for name, text in typed.items() if text and days[name] is None]
    problems = [(name, visit.gettext("Enter a day, for example 20/05/2025.")) for name in unread]
    found = indicators(session, visit.viewer, Asked(unit, **days), visit.now)
    shown = {name: getattr(found.window, name).isoformat() for name in typed}
    if found.window.first > found.window.last:
        problems.append(("last", visit.gettext("The last day lies before the first. Choose a later one.")))
    parts = _states(visit, found)
    timely = _timely(visit, found)
    return visit.page(
        "indicators/show.html",
        status=422 if problems else 200,
        found=found,
        unit=unit,
        typed=shown | {name: typed[name] for name in unread},
        problems=problems,
        has_problems=bool(problems),
        parts=parts,
        sentence=_sentence(parts),
        timely=timely,
        timely_sentence=_sentence(timely),
        answered=share(visit, found.answered.answered.part, found.answered.raised),
        directed=share(visit, found.answered.directed.part, found.answered.raised),
        on_time=share(visit, found.punctual.on_time, found.punctual.due),
        programmes=[
            (visit.pick(found.names[code]), share(visit, one.part, one.whole))
            for code, one in found.programmes.items()
        ],
        fields=[(visit.pick(found.names[code]), counts) for code, counts in found.by_field.items()],
        rule=visit.pick(RULE),
    )


def _day(text: str) -> date | None:
    try:
        return day_in(text)
    except ValueError:
        return None


def _states(visit: Visit, found: Indicators) -> Sequence[Part]:
    return [
        Part(number, visit.pick(NAMES[state]), FILLS[state])
        for state, number in found.answered.states.items()
    ]


def _timely(visit: Visit, found: Indicators) -> Sequence[Part]:
    one = found.punctual
    return [
        Part(one.on_time, visit.gettext("answered in time"), "plain"),
        Part(one.late, visit.gettext("answered late"), "hatched"),
        Part(one.without, visit.gettext("ended without an answer"), "dotted"),
        Part(one.overdue, visit.gettext("due and not answered"), "black"),
    ]


def _sentence(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.shown} {part.label}" for part in parts)
