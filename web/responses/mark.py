"""What was done about an issue as an incident, as the pages of the issue and of its quick report show it."""

from dataclasses import dataclass

from database.session import Session
from web.visit import Visit
from workflows.response.begin import beginning_posts
from workflows.response.behind import responses_to, running_about
from workflows.response.words import OUTCOMES, STATES, incident_name


@dataclass(frozen=True)
class Responded:
    """`lines` are title, page and tag of each; `begin` leads to beginning one, empty where that is not offered."""

    lines: list[tuple[str, str, tuple[str, str]]]
    begin: str


def responded_to(session: Session, visit: Visit, issue_key: int, about: str, *, over: bool) -> Responded:
    """For the page of a matter whose issue this is. Of what is `over` none is begun any more."""
    rows = responses_to(session, visit.viewer, issue_key, visit.now)
    offered = not over and running_about(session, issue_key) is None and beginning_posts(visit.viewer)
    return Responded(
        [
            (
                visit.pick(incident_name(row)),
                f"/responses/{row.key}",
                (visit.pick(STATES["running"]), "orange")
                if row.state == "running"
                else (visit.pick(OUTCOMES[row.outcome]), "teal"),
            )
            for row in rows
        ],
        f"/responses/new?about={about}" if offered else "",
    )
