"""Directions as the pages of other matters show them, and the tag of a state."""

from dataclasses import dataclass
from typing import Any

from database.session import Session
from web.visit import Visit
from workflows.direction.finding import directions_about
from workflows.direction.targets import directing_posts
from workflows.direction.words import OUTCOMES, direction_title


@dataclass(frozen=True)
class Directed:
    """What was directed about a matter: `lines` are title, page and tag of each; `give` leads to giving another."""

    lines: list[tuple[str, str, tuple[str, str]]]
    give: str


def directed_about(session: Session, visit: Visit, about: str) -> Directed:
    """For the page of a matter; `give` is empty for those who give none."""
    rows = directions_about(session, visit.viewer, about, visit.now)
    return Directed(
        [(visit.pick(direction_title(row)), f"/directions/{row.key}", state_tag(visit, row)) for row in rows],
        f"/directions/new?about={about}" if directing_posts(visit.viewer) else "",
    )


def state_tag(visit: Visit, row: Any) -> tuple[str, str]:
    """The words and the colour: the outcome of what is closed, else where it is."""
    if row.withdrawn_at is not None:
        return visit.gettext("Taken back"), "grey"
    if row.state == "closed":
        colours = {"done": "teal", "partly": "orange", "impossible": "purple"}
        return visit.pick(OUTCOMES[row.outcome]), colours[row.outcome]
    if row.state == "reported":
        return visit.gettext("To be checked"), "blue"
    if row.due_at < visit.now:
        return visit.gettext("Overdue"), "red"
    return visit.gettext("Being carried out"), "grey"
