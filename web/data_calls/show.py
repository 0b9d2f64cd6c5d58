"""One data call: who has answered, what all answers add up to, and the table as a file."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from documents.workbook import MEDIA_TYPE
from web.charts import Part
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.data_call.closing import close_by_hand
from workflows.data_call.page import CallPage, call_page
from workflows.data_call.table_file import STATES, table_file
from workflows.data_call.words import call_number, call_title
from workflows.errors import NotYours

router = APIRouter()
# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"sent", "closed"})
LOOKS = {
    "accepted": ("teal", "plain"),
    "sent": ("blue", "hatched"),
    "returned": ("orange", "dotted"),
    "open": ("grey", "empty"),
    "late": ("red", "crossed"),
    "missing": ("red", "black"),
    "unmended": ("orange", "lined"),
}


@router.get("/data-calls/{key}")
@reading
def show_data_call(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """For the caller, whoever stands above it, and the units that are asked."""
    page = call_page(session, visit.viewer, key, visit.now)
    return visit.page(
        "data_calls/show.html",
        page=page,
        row=page.row,
        title=visit.pick(call_title(page.row)),
        done=visit.done(DONE),
        parts=_parts(visit, page),
        states={name: (visit.pick(words), LOOKS[name][0]) for name, words in STATES.items()},
        distance=Distances(session, visit).words,
        may_close=page.row.closed_at is None and page.row.asked_by in visit.viewer.groups,
    )


@router.get("/data-calls/{key}/answers.xlsx")
@reading
def send_answers(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """The table of answers, for those who may see all of it."""
    page = call_page(session, visit.viewer, key, visit.now)
    if not page.whole:
        raise NotYours
    name = f"data_call_{call_number(page.row).replace('/', '_')}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(table_file(page, visit.language), media_type=MEDIA_TYPE, headers=headers)


@router.post("/data-calls/{key}/closing")
def close_data_call(visit: Visited, key: RowKey, _form: Posted) -> Response:
    """The caller waits no longer."""
    visit.parts.database.transact(
        lambda session: close_by_hand(session, visit.parts.host, visit.viewer, key, now=visit.now)
    )
    return see_other(f"/data-calls/{key}?done=closed")


def _parts(visit: Visit, page: CallPage) -> list[Part]:
    """The terms of the sum: each unit stands in one of them."""
    return [
        Part(number, visit.pick(STATES[name]).lower(), LOOKS[name][1])
        for name, number in page.counted.items()
        if number or name in ("accepted", "open")
    ]
