"""What is late in the reader's part of the tree: how long, who holds it, who was told, what comes next."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.case_lines import coming_words, office_words
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.report_kinds import ReportKind, kind_choices
from web.visit import Visit
from workflows.cycle_words import cycle_words
from workflows.late_receiving import late_receiving
from workflows.overdue import OverdueRow, Pressing, overdue

router = APIRouter()


@dataclass(frozen=True)
class Line:
    """One late report in words. `told` are pairs of a moment and the offices that were told then."""

    found: OverdueRow
    title: str
    late: str
    holder: str
    told: list[tuple[object, str]]
    coming: str


@router.get("/overdue")
@reading
def show_overdue(visit: Visited, after: str = "", kind: ReportKind = "", *, session: Session) -> Response:
    """Late reports, longest late first; all of them, or those of one kind."""
    found = overdue(session, visit.viewer, visit.now, cursor=after, kind=kind)
    receiving = late_receiving(session, visit.viewer, visit.now, kind)
    distances = Distances(session, visit)
    return visit.page(
        "overdue.html",
        lines=[_line(visit, row, distances) for row in found.rows],
        total=found.total,
        receiving=receiving,
        waiting=[_waiting(visit, row, distances) for row in receiving.rows],
        kind=kind,
        kinds=kind_choices(session, visit, "/overdue", kind),
        place=_place(visit),
        pressing=_pressing(found.pressing, distances),
        first=bool(after),
        start=_address(kind),
        more=_address(kind, found.next_cursor) if found.next_cursor else None,
    )


def _address(kind: str, after: str = "") -> str:
    asked = {name: value for name, value in (("kind", kind), ("after", after)) if value}
    return "/overdue" + ("?" + urlencode(asked) if asked else "")


def _line(visit: Visit, found: OverdueRow, distances: Distances) -> Line:
    row = found.row
    window = visit.pick(cycle_words(row))
    report = visit.gettext("report for %(period)s") % {"period": window}
    holder = visit.pick(found.holder.office) if found.holder else ""
    return Line(
        found=found,
        title=f"{row.unit_name}: {report}",
        late=distances.words(row.due_at),
        holder=holder.removesuffix(f", {row.unit_name}"),
        told=[(told.at, office_words(visit, told.offices, row.unit_name)) for told in found.told],
        coming=coming_words(visit, found.coming, row.unit_name) if found.coming else "",
    )


def _waiting(visit: Visit, row: Any, distances: Distances) -> tuple[str, str, Any]:
    """A report that waits for a desk: what it is called, how late the desk is, and its row."""
    report = visit.gettext("report for %(period)s") % {"period": visit.pick(cycle_words(row))}
    return f"{row.unit_name}: {report}", distances.words(row.due_at), row


def _place(visit: Visit) -> str:
    """The units whose late reports these are, as far as there is room to name them."""
    names = list(dict.fromkeys(post.unit_name for post in visit.viewer.postings if post.unit_name))
    return names[0] if len(names) == 1 else ""


def _pressing(found: Pressing | None, distances: Distances) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "row": found.row,
        "waiting_for": found.waiting_for,
        "distance": distances.words(found.row.due_at),
        "href": f"/cycles/{found.row.cycle_key}?unit={found.row.unit_key}&outcome=pending",
    }
