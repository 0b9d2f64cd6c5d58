from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "unserved_event",
    remedy=words(
        "Hãy dùng hẹn giờ, thông điệp chờ giữa đường, ở cạnh một việc đầu quy trình, hoặc bước có người làm.",
        "Use a timer, a message at the start, in the flow or on the edge of an activity, or a user task.",
    ),
)

ELSEWHERE = frozenset({"timer", "link", "compensate", "error"})
"""Served, or refused by a rule of their own."""
RECEIVES = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})
"""Where an instance can wait for a message. One that begins with it is judged by `start_event`."""


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Events wait for a time, for a message or for nothing; signals and the rest are not served yet."""
    for element in definitions.elements:
        for event in element.events:
            received = event.kind == "message" and element.type in {*RECEIVES, "startEvent"}
            if event.kind not in ELSEWHERE and not received:
                yield RULE.at(
                    element,
                    f"Sự kiện loại “{event.kind}” chưa dùng được.",
                    f"Events of the kind “{event.kind}” are not served yet.",
                )
