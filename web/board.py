"""The cycles a reader may see, and the board of one: how many reports are expected and what became of them."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from organisation.roles import RECEIVER, group
from periods.words import level_words
from web.board_lines import board_line
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.outcomes import outcome_parts, outcome_word, sum_sentence
from web.report_kinds import ReportKind, kind_choices
from web.visit import Visit, see_other
from workflows.board import Board, BoardRow, board
from workflows.cycle_words import cycle_words
from workflows.cycles import cycles
from workflows.days_lost import NOTHING_LOST
from workflows.opening_rights import may_ask, opens_any
from workflows.timeliness import OUTCOMES, Totals

router = APIRouter()

Outcome = Annotated[str, Field(pattern=f"^({'|'.join(OUTCOMES)})?$")]


@router.get("/cycles")
@reading
def show_cycles(
    visit: Visited, before: RowKey | None = None, kind: ReportKind = "", *, session: Session
) -> Response:
    """All cycles the reader may see, or those of one kind of report; where there is only one in all, that one."""
    found = cycles(session, visit.viewer, visit.now, kind=kind, before=before)
    if len(found.rows) == 1 and before is None and not kind and not may_ask(visit.viewer):
        return see_other(f"/cycles/{found.rows[0].cycle.key}")
    rows = [
        {
            "cycle": row.cycle,
            "unit": row.unit,
            "title": _title(visit, row.cycle),
            "totals": row.totals,
            "parts": outcome_parts(visit, row.totals),
            "open": row.cycle.closes_at > visit.now,
        }
        for row in found.rows
    ]
    here = f"&kind={kind}" if kind else ""
    return visit.page(
        "cycles.html",
        rows=rows,
        kinds=kind_choices(session, visit, "/cycles", kind),
        opens=may_ask(visit.viewer),
        plans_too=opens_any(visit.viewer),
        first=before is not None,
        more=f"/cycles?before={found.next_cursor}{here}" if found.next_cursor else None,
    )


@router.get("/cycles/{key}")
@reading
def show_board(
    visit: Visited, key: RowKey, unit: RowKey | None = None, outcome: Outcome = "", *, session: Session
) -> Response:
    """The board of a unit, else of the highest unit the reader may see; one outcome of it, or all."""
    found = board(session, key, unit, visit.viewer, visit.now)
    distances = Distances(session, visit)
    shown = [row for row in found.rows if not outcome or row.outcome == outcome]
    return visit.page(
        "board.html",
        board=found,
        lost=sum(found.lost.values(), NOTHING_LOST),
        title=_title(visit, found.cycle),
        intro=_Intro(visit, found, distances),
        own=board_line(visit, found, found.own, distances),
        lines=[board_line(visit, found, row, distances) for row in shown],
        filtered=outcome_word(visit, outcome) if outcome else "",
        all_href=_address(found),
        direct=_sum(visit, found.totals, lambda name: _address(found, name)),
        below=_sum(visit, found.below) if found.below.expected > found.totals.expected else None,
        next=_next(visit, found),
        open=found.cycle.closes_at > visit.now,
    )


class _Intro:
    """Who reports to this unit, by when, and by when the unit itself must send."""

    def __init__(self, visit: Visit, found: Board, distances: Distances) -> None:
        levels = {row.level for row in found.rows}
        self.level = visit.pick(level_words(levels.pop())) if len(levels) == 1 else ""
        self.due = found.rows[0].due_at if found.rows else None
        self.distance = distances.words(found.own.due_at) if found.own.submitted_at is None else ""


def _title(visit: Visit, row: object) -> str:
    return visit.gettext("Report for %(period)s") % {"period": visit.pick(cycle_words(row))}


def _address(found: Board, outcome: str = "") -> str:
    asked = {"unit": found.unit.unit_key} | ({"outcome": outcome} if outcome else {})
    return f"/cycles/{found.cycle.key}?{urlencode(asked)}"


def _sum(visit: Visit, totals: Totals, href: Callable[[str], str] | None = None) -> dict[str, object]:
    parts = outcome_parts(visit, totals, href)
    return {"total": totals.expected, "parts": parts, "name": sum_sentence(visit, parts, totals.expected)}


def _next(visit: Visit, found: Board) -> dict[str, object]:
    """What waits for the reader's own office on this board, and where to go for it."""
    waiting = [row for row in found.rows if _waits(row)]
    mine = group(found.unit.handle, RECEIVER) in visit.viewer.groups
    one = waiting[0].holder if len(waiting) == 1 else None
    own = found.own.holder
    return {
        "waiting": len(waiting),
        "mine": mine and bool(waiting),
        "href": f"/tasks/{one.task_key}" if one else "/tasks",
        "unsent": sum(row.outcome == "pending" for row in found.rows),
        "own_task": own.task_key if own and own.group in visit.viewer.groups else None,
    }


def _waits(row: BoardRow) -> bool:
    return row.holder is not None and row.holder.step == "accept"
