from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "boundary_host",
    remedy=words(
        "Hãy kéo sự kiện biên vào cạnh của một việc, hoặc xoá nó.",
        "Drag the boundary event onto the edge of an activity, or delete it.",
    ),
)

HOSTS = frozenset({"userTask", "serviceTask", "receiveTask", "subProcess", "callActivity"})


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A boundary event sits on a task, a sub-process or a call activity beside it."""
    for element in definitions.elements:
        if element.type != "boundaryEvent":
            continue
        host = definitions.by_id.get(element.attached_to or "")
        if host is None or host.parent != element.parent or host.type not in HOSTS:
            vi = "Sự kiện biên không gắn vào việc nào có thể chờ."
            en = "The boundary event is not attached to an activity that can wait."
            yield RULE.at(element, vi, en)
