"""The public page of receipts: a number shows how its matter stands and the answer, and nothing else.

Open to everybody, so it gives nothing away: a number that was never given and one that was mistyped get the same
answer, the number stands in no address, and whoever tries many of them has to wait.
"""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.errors import TriesUsedUp
from web.gate import Visited
from web.guest_form import page_with_form
from web.posted import Posted
from web.throttle import count_look_up, give_look_up_back, may_look_up
from web.visit import Visit
from workflows.callers.receipt import read_receipt
from workflows.callers.state import ReceiptState, receipt_state
from workflows.delivery.handing_over import note_read

router = APIRouter()
LONGEST_TYPED = 40


@router.get("/receipts")
def show_form(visit: Visited) -> Response:
    """The empty form."""
    return _page(visit)


@router.post("/receipts")
def look_up(visit: Visited, form: Posted) -> Response:
    """Say how the matter of a number stands."""
    typed = form.first("number").strip()[:LONGEST_TYPED]
    if not typed:
        problem = visit.gettext("Type the number of your receipt: 12 letters and digits.")
        return _page(visit, problem=problem, status=422)
    receipt = read_receipt(typed)
    try:
        found = _find(visit, receipt) if receipt else None
    except TriesUsedUp:
        problem = visit.gettext("Too many attempts. Wait 15 minutes, then try again.")
        return _page(visit, typed=typed, problem=problem, status=429)
    if found is None:
        problem = visit.gettext(
            "There is no such number. It has 12 letters and digits: compare each with your receipt."
        )
        return _page(visit, typed=typed, problem=problem, status=422)
    return _page(visit, typed=receipt or "", found=found)


def _find(visit: Visit, receipt: str) -> ReceiptState | None:
    """TriesUsedUp where an address has tried too often: then nothing is written, and nobody waits for the writer."""
    address = visit.request.client.host if visit.request.client else ""
    with visit.parts.database.read() as session:
        if not may_look_up(session, address, visit.real_now):
            raise TriesUsedUp
    return visit.parts.database.transact(lambda session: _count_and_find(session, visit, address, receipt))


def _count_and_find(session: Session, visit: Visit, address: str, receipt: str) -> ReceiptState | None:
    """A number that was given costs no try."""
    if not count_look_up(session, address, visit.real_now):  # many came at once
        raise TriesUsedUp
    found = receipt_state(session, receipt)
    if found is not None:
        give_look_up_back(session, address)
        if found.over:
            note_read(session, found.source_key, visit.now)
    return found


def _page(
    visit: Visit, *, typed: str = "", problem: str = "", found: ReceiptState | None = None, status: int = 200
) -> Response:
    answer = page_with_form(
        visit,
        lambda: visit.page(
            "receipts/ask.html",
            status=status,
            typed=typed,
            problem=problem,
            has_problems=bool(problem),
            found=found,
        ),
    )
    answer.headers["x-robots-tag"] = "noindex, nofollow"
    return answer
