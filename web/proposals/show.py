"""One proposal: what is proposed, who decides it by when and why then, what came of it, and every step on the way."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.proposals.words import state_tag
from web.visit import Visit
from workflows.attachments.finding import filed_with
from workflows.direction.seeing import find_about
from workflows.direction.words import OUTCOMES
from workflows.issues.taxonomy import category_names
from workflows.matter_story import open_steps, story
from workflows.proposal.deciding import FORM
from workflows.proposal.finding import events_of, find_proposal
from workflows.proposal.words import proposal_title
from workflows.subject import Subject, about_report
from workflows.task_forms import choice_words, form_at

router = APIRouter()


@router.get("/proposals/{key}")
@reading
def show_proposal(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """For those who proposed it, those who decide it or carry it out, and whoever stands above them."""
    row = find_proposal(session, visit.viewer, key, visit.now)
    instances = [row.instance_key] if row.instance_key else []
    steps = open_steps(session, instances)
    field = category_names(session, [row.field])[row.field] if row.field else None
    files = filed_with(session, Subject("proposal", key))
    return visit.page(
        "proposals/show.html",
        row=row,
        title=visit.pick(proposal_title(row)),
        state=state_tag(visit, row),
        outcome=visit.pick(OUTCOMES[row.outcome]) if row.outcome else "",
        field=visit.pick(field) if field else "",
        why=from_json(row.due_words),
        steps=steps,
        mine=[step for step in steps if step.group in visit.viewer.groups],
        distance=Distances(session, visit).words,
        report=_about(session, visit, about_report(row.report_key)) if row.report_key else None,
        direction=_about(session, visit, f"direction:{row.direction_key}") if row.direction_key else None,
        events=_events(session, visit, row),
        files=[file for filed in files.values() for file in filed],
        story=story(session, instances),
    )


def _about(session: Session, visit: Visit, about: str) -> Any:
    return find_about(session, visit.viewer, about, visit.now)


def _events(session: Session, visit: Visit, row: Any) -> list[dict[str, Any]]:
    codes = choice_words(form_at(session, row.instance_key, FORM), "reason_code") if row.instance_key else {}
    return [_event(visit, event, codes) for event in events_of(session, row.key)]


def _event(visit: Visit, row: Any, codes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    heads = {
        "received": visit.gettext("Entered the register"),
        "changed": visit.gettext("Changed by a correction"),
        "passed": visit.gettext("Passed up"),
        "accepted": visit.gettext("Accepted, to be carried out"),
        "assigned": visit.gettext("Given to another unit"),
        "refused": visit.gettext("Refused"),
        "reopened": visit.gettext("To be decided again"),
        "ended": visit.gettext("Said what came of it"),
        "withdrawn": visit.gettext("Withdrawn"),
    }
    code = codes.get(row.reason_code or "")
    return {
        "row": row,
        "head": heads[row.what],
        "outcome": visit.pick(OUTCOMES[row.outcome]) if row.outcome else "",
        "code": visit.pick(code) if code else "",
        "back": row.what in ("refused", "reopened", "withdrawn"),
    }
