"""How the state of a case is shown."""

from typing import Any

from web.visit import Visit
from workflows.oversight.words import OPINIONS

COLOURS = {"none": "grey", "urge": "orange", "measure": "purple"}


def state_tag(visit: Visit, row: Any) -> tuple[str, str]:
    """The words and colour of how a case stands: exactly one at a time."""
    if row.opinion is not None:
        return visit.pick(OPINIONS[row.opinion]), COLOURS[row.opinion]
    if row.closed_at is not None:
        return visit.gettext("Closed without an opinion"), "grey"
    if row.due_at < visit.now:
        return visit.gettext("The opinion is late"), "red"
    return visit.gettext("Waits for an opinion"), "blue"
