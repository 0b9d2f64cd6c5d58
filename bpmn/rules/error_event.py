from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "error_event",
    remedy=words(
        "Hãy bỏ sự kiện lỗi; bước hỏng sẽ hiện ở trang sự cố để chạy lại.",
        "Remove the error event; a failing step shows as an incident and can be retried.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Error events are refused: a failing job becomes an incident that an operator retries."""
    for element in definitions.elements:
        if any(event.kind == "error" for event in element.events):
            yield RULE.at(element, "Sự kiện lỗi không dùng được.", "Error events are not served.")
