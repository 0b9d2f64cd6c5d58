from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "link_event",
    remedy=words(
        "Hãy nối hai nơi bằng một luồng.",
        "Join the two places with a flow.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Link events are refused: the instance would hang without a word."""
    for element in definitions.elements:
        if any(event.kind == "link" for event in element.events):
            yield RULE.at(element, "Sự kiện liên kết không dùng được.", "Link events are not served.")
