"""One list: red first, then the oldest; what each unit said, what moved, and the same to print."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from documents.control_list import render_control_list
from organisation.days import local_day
from periods.dated import from_json
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.issues.states import state_tag
from web.keys import RowKey
from web.visit import Visit
from workflows.follow_up.finding import Line, find_list, list_lines, total_of
from workflows.follow_up.paper import control_list_facts
from workflows.follow_up.tables import RANKS
from workflows.follow_up.words import RANK_WORDS, SAID, follow_up_title, month_words
from workflows.issues.words import number_of, short
from workflows.matter_story import open_steps

router = APIRouter()
COLOURS = {"red": "red", "waiting": "yellow", "confirmed": "teal", "settled": "grey"}


@router.get("/follow-ups/{key}")
@reading
def show_follow_up(
    visit: Visited, key: RowKey, show: str = "", after: str = "", *, session: Session
) -> Response:
    """A page of a list, to the unit, and to those above as far as they are party to its issues."""
    row = find_list(session, visit.viewer, key, visit.now)
    rank = next((one for one, name in RANKS.items() if name == show), None)
    found = list_lines(session, visit.viewer, row, rank=rank, cursor=after)
    steps = open_steps(session, [row.instance_key]) if row.instance_key else []
    distances = Distances(session, visit)
    return visit.page(
        "follow_ups/show.html",
        row=row,
        title=visit.pick(follow_up_title(row)),
        total=total_of(row),
        new=total_of(row) - row.carried,
        dates={name: from_json(stored) for name, stored in row.dates.items()},
        tabs_=_tabs(visit, row, rank),
        mine=next((step for step in steps if step.group in visit.viewer.groups), None),
        lines=[_line(visit, one, row, distances) for one in found.lines],
        first=_address(key, show) if after else None,
        more=_address(key, show, found.next_cursor) if found.next_cursor else None,
        distance=distances.words(row.due_at),
    )


@router.get("/follow-ups/{key}/list.pdf")
def print_follow_up(visit: Visited, key: RowKey) -> Response:
    """The list as a paper: facts in one short reading, set outside of it."""
    with visit.parts.database.read() as session:
        row = find_list(session, visit.viewer, key, visit.now)
        facts = control_list_facts(session, visit.viewer, row, visit.now)
    made = render_control_list(facts)
    headers = {
        "content-disposition": f'attachment; filename="control_{row.month}_{key}.pdf"',
        "cache-control": "private, no-store",
    }
    return Response(made.pdf, media_type="application/pdf", headers=headers)


def _address(key: int, show: str, after: str = "") -> str:
    asked = {name: value for name, value in (("show", show), ("after", after)) if value}
    return f"/follow-ups/{key}" + (f"?{urlencode(asked)}" if asked else "")


def _tabs(visit: Visit, row: Any, chosen: int | None) -> list[tuple[str, str, int, bool]]:
    every = (_address(row.key, ""), visit.gettext("All of them"), total_of(row), chosen is None)
    ranked = [
        (_address(row.key, name), visit.pick(RANK_WORDS[name]), getattr(row, name), chosen == rank)
        for rank, name in RANKS.items()
        if getattr(row, name) or chosen == rank
    ]
    return [every, *ranked]


def _line(visit: Visit, one: Line, listed: Any, distances: Distances) -> dict[str, Any]:
    row, name = one.row, RANKS[one.row.rank]
    owed = bool(row.owed) and row.due_at is not None
    return {
        "one": one,
        "row": row,
        "title": f"{number_of(row)} · {short(row.summary)}",
        "tag": (visit.pick(RANK_WORDS[name]), COLOURS[name]),
        "state": state_tag(row.state_now, merged=row.merged_into is not None),
        "days": (local_day(visit.now) - local_day(row.since)).days,
        "distance": distances.words(row.due_at) if owed else "",
        "late": owed and row.due_at < visit.now,
        "said": visit.pick(SAID[one.said.said]) if one.said else "",
        "said_late": one.said is not None and _late(one.said.at, listed.due_at),
        "promised": visit.pick(SAID[one.said_before.said]) if one.said_before else "",
        "month_before": visit.pick(month_words(one.said_before.month)) if one.said_before else "",
    }


def _late(at: datetime, due: datetime) -> bool:
    return at > due
