from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "compensation",
    remedy=words(
        "Hãy vẽ việc hoàn tác thành một nhánh bình thường.",
        "Draw the undoing as an ordinary branch.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Compensation is refused: it is not parsed."""
    for element in definitions.elements:
        if element.for_compensation or any(event.kind == "compensate" for event in element.events):
            yield RULE.at(element, "Cơ chế bù trừ không dùng được.", "Compensation is not served.")
