"""Proposals as pages show them: the tag of a state, and those of a report."""

from typing import Any

from database.session import Session
from web.visit import Visit
from workflows.direction.words import OUTCOMES
from workflows.proposal.finding import proposals_of
from workflows.proposal.words import proposal_title

COLOURS = {"done": "teal", "partly": "orange", "impossible": "purple"}


def state_tag(visit: Visit, row: Any) -> tuple[str, str]:
    """The words and the colour of how a proposal stands: exactly one at a time."""
    if row.state == "ended":
        return visit.pick(OUTCOMES[row.outcome]), COLOURS[row.outcome]
    if row.ended_at is None and row.due_at < visit.now:
        late = visit.gettext("The decision is late"), visit.gettext("Accepted, overdue")
        return late[row.state != "waiting"], "red"
    return {
        "waiting": (visit.gettext("Waits for a decision"), "blue"),
        "accepted": (visit.gettext("Accepted, being done"), "grey"),
        "assigned": (visit.gettext("Given to another unit"), "grey"),
        "refused": (visit.gettext("Refused"), "purple"),
        "withdrawn": (visit.gettext("Withdrawn"), "grey"),
    }[row.state]


def proposals_in(session: Session, visit: Visit, report_key: int) -> list[tuple[str, str, tuple[str, str]]]:
    """Title, page and tag of each proposal that a report has brought into the register."""
    return [
        (visit.pick(proposal_title(row)), f"/proposals/{row.key}", state_tag(visit, row))
        for row in proposals_of(session, report_key)
    ]
