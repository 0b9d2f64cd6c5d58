from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule
from bpmn.graph import reached, ways_in

RULE = Rule(
    "reachable",
    remedy=words(
        "Hãy nối phần tử vào sơ đồ, hoặc xoá nó.",
        "Connect the element, or delete it.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every element can be reached from the start."""
    for scope in definitions.scopes:
        inside = definitions.inside(scope)
        starts = [element.id for element in inside if element.type == "startEvent"]
        seen = reached(ways_in(definitions, scope), starts)
        for element in inside:
            if starts and element.id not in seen and not element.event_subprocess:
                vi, en = "Không có đường nào từ điểm bắt đầu đến đây.", "No way leads here from the start."
                yield RULE.at(element, vi, en)
