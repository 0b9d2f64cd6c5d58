from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule
from bpmn.graph import on_circle, ways_in

RULE = Rule(
    "parallel_on_cycle",
    remedy=words(
        "Hãy đưa phần song song vào một quy trình con, để vòng lặp đi qua quy trình con đó.",
        "Put the parallel part into a sub-process and let the circle pass through it.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """No parallel or inclusive gateway lies on a circle: it crashes in most orders of its branches."""
    for scope in definitions.scopes:
        circle = on_circle(ways_in(definitions, scope))
        for element in definitions.inside(scope):
            if element.id in circle and element.type in {"parallelGateway", "inclusiveGateway"}:
                vi, en = (
                    "Cổng song song nằm trên một vòng lặp.",
                    "A parallel or inclusive gateway lies on a circle.",
                )
                yield RULE.at(element, vi, en)
