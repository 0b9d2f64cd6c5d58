from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "complex_gateway",
    remedy=words(
        "Hãy dùng cổng lựa chọn (exclusive) hoặc cổng song song (parallel).",
        "Use an exclusive or a parallel gateway.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Complex gateways are refused."""
    for element in definitions.elements:
        if element.type == "complexGateway":
            yield RULE.at(element, "Cổng phức hợp không dùng được.", "Complex gateways are not served.")
