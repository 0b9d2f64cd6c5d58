from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "dead_end",
    remedy=words(
        "Hãy nối tiếp đến một bước khác hoặc một sự kiện kết thúc.",
        "Lead on to another step or to an end event.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Everything but an end event leads on."""
    for element in definitions.elements:
        ends = element.type == "endEvent" or element.event_subprocess or element.for_compensation
        if not ends and not definitions.leaving.get(element.id):
            yield RULE.at(
                element, "Đường đi dừng ở đây mà không kết thúc.", "The way stops here without ending."
            )
