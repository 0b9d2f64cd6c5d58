from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element, Place, Process
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "names_present",
    remedy=words(
        "Hãy đặt tên ngắn bằng tiếng Việt.",
        "Give it a short name.",
    ),
    severity="warning",
)

NAMED = frozenset(
    {
        *("task", "userTask", "serviceTask", "businessRuleTask", "subProcess", "callActivity"),
        *("endEvent", "boundaryEvent"),
    }
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Steps, choices and ends should have a name people can read."""
    for place in definitions.places.values():
        if not place.name and _needs_name(definitions, place):
            yield RULE.at(place, "Phần tử chưa có tên.", "The element has no name.")


def _needs_name(definitions: Definitions, place: Place) -> bool:
    if not isinstance(place, Element):
        return isinstance(place, Process)
    chooses = place.type == "exclusiveGateway" and len(definitions.leaving.get(place.id, ())) > 1
    return chooses or place.type in NAMED
