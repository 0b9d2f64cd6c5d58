from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "unserved_element",
    remedy=words(
        "Hãy thay bằng một bước có người làm (user task) hoặc một bước tự động (service task).",
        "Use a user task or a service task instead.",
    ),
)

SERVED = frozenset(
    {
        *("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
        *("task", "userTask", "serviceTask", "receiveTask", "businessRuleTask", "subProcess", "callActivity"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
    }
)
REFUSED_ELSEWHERE = frozenset({"scriptTask", "eventBasedGateway", "complexGateway"})
"""These have a rule of their own with better advice."""


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Only elements the engine runs are deployed."""
    for element in definitions.elements:
        if element.type not in SERVED and element.type not in REFUSED_ELSEWHERE:
            yield RULE.at(
                element,
                f"Loại phần tử “{element.type}” chưa dùng được.",
                f"Elements of the type “{element.type}” are not served.",
            )
