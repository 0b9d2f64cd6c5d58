"""The state of a direction as pages tag it."""

from typing import Any

from web.visit import Visit
from workflows.direction.words import OUTCOMES


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
