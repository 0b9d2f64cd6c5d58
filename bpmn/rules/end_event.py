from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "end_event",
    remedy=words(
        "Hãy vẽ ít nhất một sự kiện kết thúc.",
        "Draw at least one end event.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every process and sub-process has an end event."""
    for scope in definitions.scopes:
        if not any(element.type == "endEvent" for element in definitions.inside(scope)):
            yield RULE.at(definitions.places[scope], "Không có sự kiện kết thúc.", "There is no end event.")
