from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule
from bpmn.graph import on_circle, ways_in

RULE = Rule(
    "waiting_circle",
    remedy=words(
        "Hãy đặt một bước có người làm hoặc một hẹn giờ trên vòng.",
        "Put a user task or a timer on the circle.",
    ),
)

WAITS = frozenset(
    {"userTask", "serviceTask", "receiveTask", "intermediateCatchEvent", "boundaryEvent", "subProcess"}
)
"""A call activity is not among them: over an empty list it goes on in the same step."""


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A circle waits somewhere, or it would run for ever within one step."""
    for scope in definitions.scopes:
        ways = ways_in(definitions, scope)
        waits = {element.id for element in definitions.inside(scope) if element.type in WAITS}
        running = {
            here: tuple(after for after in following if after not in waits)
            for here, following in ways.items()
            if here not in waits
        }
        for element_id in sorted(on_circle(running)):
            yield RULE.at(
                definitions.by_id[element_id], "Vòng lặp không dừng chờ ở đâu.", "The circle never waits."
            )
