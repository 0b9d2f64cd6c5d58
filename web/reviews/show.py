"""One review: which units have sent their part, the report, and the lessons until they are done."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.directions.words import state_tag
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.reviews.lists import COLOURS
from web.visit import Visit
from workflows.direction.words import direction_title
from workflows.matter_story import open_steps, story
from workflows.papers import latest_paper
from workflows.review.document import PAPER
from workflows.review.finding import Part, review_case
from workflows.review.words import RATINGS, STATES, review_title
from workflows.subject import Subject

router = APIRouter()


@router.get("/reviews/{key}")
@reading
def show_review(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """All of it for those above; a unit that contributes sees its own part and what came of the review."""
    case = review_case(session, visit.viewer, key, visit.now)
    own = [case.row.instance_key] if case.row.instance_key else []
    parts = [part.row.instance_key for part in case.parts if part.row.instance_key]
    steps = open_steps(session, own)
    mine = [step for step in open_steps(session, [*own, *parts]) if step.group in visit.viewer.groups]
    distances = Distances(session, visit)
    return visit.page(
        "reviews/show.html",
        case=case,
        row=case.row,
        title=visit.pick(review_title(case.row)),
        state=(visit.pick(STATES[case.state]), COLOURS[case.state]),
        dates={name: from_json(stored) for name, stored in case.row.dates.items()},
        steps=steps,
        mine=mine,
        distance=distances.words,
        parts=[_part(visit, part, distances) for part in case.parts],
        lessons=[
            {
                "row": row,
                "title": visit.pick(direction_title(row)),
                "state": state_tag(visit, row),
                "seen": case.whole or row.to_unit_key in visit.viewer.unit_keys(),
            }
            for row in case.lessons
        ],
        paper=latest_paper(session, Subject("review", key), PAPER) if case.row.approved_at else None,
        story=story(session, own),
    )


def _part(visit: Visit, part: Part, distances: Distances) -> dict[str, Any]:
    looks = {
        "on_time": (visit.gettext("Sent on time"), "teal"),
        "late": (visit.gettext("Sent late"), "orange"),
        "waiting": (visit.gettext("Not sent yet"), "grey"),
        "overdue": (visit.gettext("Not sent yet"), "red"),
        "missing": (visit.gettext("Not sent at all"), "red"),
    }
    row = part.row
    late = part.outcome in ("late", "overdue", "missing")
    return {
        "row": row,
        "tag": looks[part.outcome],
        "late": distances.words(row.due_at, row.sent_at) if late else "",
        "rating": visit.pick(RATINGS[row.written["rating"]]) if row.sent_at else "",
        "texts": _texts(visit, row.written) if row.sent_at else [],
    }


def _texts(visit: Visit, written: dict[str, str]) -> list[tuple[str, str]]:
    heads = {
        "results": visit.gettext("What was achieved"),
        "obstacles": visit.gettext("Shortcomings, obstacles and their causes"),
        "proposals": visit.gettext("Proposals"),
    }
    return [(head, written[name]) for name, head in heads.items() if written.get(name)]
