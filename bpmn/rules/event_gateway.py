from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "event_gateway",
    remedy=words(
        "Hãy dùng một việc chờ có gắn sự kiện hẹn giờ ở cạnh.",
        "Use a waiting task with a timer on its edge.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Event-based gateways are refused: with two timers they choose by order in the file."""
    for element in definitions.elements:
        if element.type == "eventBasedGateway":
            yield RULE.at(
                element, "Cổng chờ sự kiện không dùng được.", "Event-based gateways are not served."
            )
