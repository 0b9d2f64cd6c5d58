from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "event_subprocess",
    remedy=words(
        "Hãy dùng sự kiện biên gắn vào một quy trình con thường.",
        "Use a boundary event on an ordinary sub-process.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Event sub-processes are refused: an interrupting one does not interrupt."""
    for element in definitions.elements:
        if element.event_subprocess:
            yield RULE.at(
                element, "Quy trình con theo sự kiện không dùng được.", "Event sub-processes are not served."
            )
