from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "unserved_event",
    remedy=words(
        "Hãy dùng hẹn giờ, hoặc một bước có người làm.",
        "Use a timer, or a user task.",
    ),
)

ELSEWHERE = frozenset({"timer", "link", "compensate", "error"})
"""Served, or refused by a rule of their own."""


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Events wait for a time or for nothing; messages, signals and the rest are not served yet."""
    for element in definitions.elements:
        for event in element.events:
            if event.kind not in ELSEWHERE:
                yield RULE.at(
                    element,
                    f"Sự kiện loại “{event.kind}” chưa dùng được.",
                    f"Events of the kind “{event.kind}” are not served yet.",
                )
