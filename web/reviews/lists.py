"""The reviews that a reader sees, and the register of legal bases with those that are to come."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import local_day
from organisation.viewer import Viewer
from periods.reviews import REVIEW_KINDS
from periods.words import level_words
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.visit import Visit
from workflows.errors import NotYours
from workflows.review.finding import ReviewLine, reviews
from workflows.review.register import BasisLine, legal_bases
from workflows.review.words import STATES, kind_words, review_title

router = APIRouter()
COLOURS = {
    "outlining": "grey",
    "collecting": "blue",
    "consolidating": "blue",
    "following": "purple",
    "closed": "teal",
}


@router.get("/reviews")
@reading
def show_reviews(visit: Visited, page: int = 1, *, session: Session) -> Response:
    """What is open, due first at the top, then what is closed."""
    distances, found = Distances(session, visit), reviews(session, visit.viewer, visit.now, page)
    at = found.leaf
    return visit.page(
        "reviews/list.html",
        lines=[_line(visit, line, distances) for line in found.lines],
        first="/reviews" if at.number > 1 else None,
        more=f"/reviews?page={at.number + 1}" if at.number < at.pages else None,
    )


def _line(visit: Visit, line: ReviewLine, distances: Distances) -> dict[str, object]:
    waiting = line.row.approved_at is None
    return {
        "row": line.row,
        "title": visit.pick(review_title(line.row)),
        "state": (visit.pick(STATES[line.state]), COLOURS[line.state]),
        "counts": line.counts,
        "distance": distances.words(line.row.due_at) if waiting else "",
        "late": waiting and line.row.due_at < visit.now,
    }


@router.get("/legal-bases")
@reading
def show_bases(visit: Visited, *, session: Session) -> Response:
    """The register, for everybody who holds an office."""
    _require_office(visit.viewer)
    found = legal_bases(session, visit.now)
    return visit.page("reviews/bases.html", lines=[_basis(visit, line) for line in found])


def _require_office(viewer: Viewer) -> None:
    if not viewer.postings:
        raise NotYours


def _basis(visit: Visit, line: BasisLine) -> dict[str, object]:
    return {
        "row": line.row,
        "owner": line.owner_name,
        "level": visit.pick(level_words(line.row.level)) if line.row.level else "",
        "ended": line.row.in_force_until is not None and line.row.in_force_until < local_day(visit.now),
        "coming": [(visit.pick(REVIEW_KINDS[plan.kind]), plan.day) for plan in line.coming],
        "opened": [(one.key, visit.pick(kind_words(one)), one.closed_at) for one in line.reviews],
    }
