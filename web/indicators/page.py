"""The indicators of one unit: answered, directed, in time, by programme, by field and by month."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.succession import predecessors
from web.charts import Part
from web.edge import reading
from web.formats import Formats
from web.gate import Visited
from web.indicators.asking import ISSUES, PDF, XLSX, address, typed_days, unfinished_day
from web.indicators.drawing import bars, columns
from web.indicators.figures import (
    Figure,
    by_channel,
    by_field,
    by_month,
    by_place,
    held,
    reasons,
    returned,
)
from web.shares import share
from web.visit import Visit
from workflows.indicators.board import Indicators, indicators
from workflows.indicators.delays import BACK, MINE, OTHERS
from workflows.indicators.listing import STATE
from workflows.indicators.reading import INCOMPLETE
from workflows.indicators.share import RULE
from workflows.indicators.spent import HELD, working_days
from workflows.indicators.stays import PROGRAMME
from workflows.issues.states import NAMES

router = APIRouter()
FILLS = {
    "received": "empty",
    "verifying": "dotted",
    "reopened": "crossed",
    "answered": "hatched",
    "resolved": "plain",
    "closed_unresolved": "black",
}
HELD_FILLS = {MINE: "plain", BACK: "hatched", OTHERS: "empty"}


@router.get("/indicators")
@reading
def show_indicators(
    visit: Visited, unit: str = "", first: str = "", last: str = "", as_of: str = "", *, session: Session
) -> Response:
    """The numbers of a window, as they were known at the end of a day."""
    typed = typed_days(unit, first, last, as_of)
    found = indicators(session, visit.viewer, typed.asked, visit.now)
    problems = typed.problems(visit, found.window)
    shown = {name: getattr(found.window, name).isoformat() for name in typed.days}
    return visit.page(
        "indicators/show.html",
        status=422 if problems else 200,
        found=found,
        unit=unit,
        typed=shown | {name: typed.days[name] for name in typed.unread},
        problems=problems,
        has_problems=bool(problems),
        xlsx=address(XLSX, found.handle, found.window),
        pdf=address(PDF, found.handle, found.window),
        rule=visit.pick(RULE),
        incomplete=visit.pick(INCOMPLETE) if found.incomplete else "",
        unfinished=unfinished_day(visit, found.window),
        predecessors=predecessors(session, found.window.unit_key),
        behind=lambda of: _behind(found, of),
        **_standing(visit, found),
        **_spent(visit, found),
        **_trends(visit, found),
    )


def _standing(visit: Visit, found: Indicators) -> dict[str, Any]:
    """How the issues stand, which were in time, and what each programme has of them."""
    parts, timely = _states(visit, found), _timely(visit, found)
    return {
        "parts": parts,
        "sentence": _sentence(parts),
        "timely": timely,
        "timely_sentence": _sentence(timely),
        "answered": share(visit, found.answered.answered.part, found.answered.raised),
        "directed": share(visit, found.answered.directed.part, found.answered.raised),
        "on_time": share(visit, found.punctual.on_time, found.punctual.due),
        "programmes": [
            (
                visit.pick(found.names[code]),
                share(visit, one.part, one.whole),
                _behind(found, f"{PROGRAMME}{code}"),
            )
            for code, one in found.programmes.items()
        ],
    }


def _spent(visit: Visit, found: Indicators) -> dict[str, Any]:
    """Who held them how long, and what was sent back."""
    parts = _held(visit, found)
    return {
        "held": held(visit, found),
        "held_parts": parts,
        "held_sentence": _sentence(parts),
        "held_days": working_days(sum(found.spent.held.values())),
        "returned": returned(visit, found),
        "reasons": reasons(visit, found),
    }


def _trends(visit: Visit, found: Indicators) -> dict[str, Any]:
    """What changed, by month and by all the rest."""
    months = by_month(visit, found)
    return {
        "months": months,
        "month_columns": columns(months) if months.rows else None,
        "trends": [(figure, bars(figure)) for figure in _named_trends(visit, found) if figure.rows],
    }


def _states(visit: Visit, found: Indicators) -> Sequence[Part]:
    return [
        Part(number, visit.pick(NAMES[state]), FILLS[state], _behind(found, f"{STATE}{state}"))
        for state, number in found.answered.states.items()
    ]


def _timely(visit: Visit, found: Indicators) -> Sequence[Part]:
    one = found.punctual
    return [
        Part(one.on_time, visit.gettext("answered in time"), "plain", _behind(found, "on_time")),
        Part(one.late, visit.gettext("answered late"), "hatched", _behind(found, "late")),
        Part(one.without, visit.gettext("ended without an answer"), "dotted", _behind(found, "without")),
        Part(one.overdue, visit.gettext("due and not answered"), "black", _behind(found, "overdue")),
    ]


def _held(visit: Visit, found: Indicators) -> Sequence[Part]:
    write = Formats(visit.language, visit.parts.settings.zone)
    return [
        Part(number, visit.pick(HELD[who]), HELD_FILLS[who], text=write.printed(working_days(number)))
        for who, number in found.spent.held.items()
    ]


def _named_trends(visit: Visit, found: Indicators) -> Sequence[Figure]:
    return by_field(visit, found), by_place(visit, found), by_channel(visit, found)


def _behind(found: Indicators, of: str) -> str:
    """Where the issues stand that a number counts."""
    return address(ISSUES, found.handle, found.window, of=of)


def _sentence(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.shown} {part.label}" for part in parts)
