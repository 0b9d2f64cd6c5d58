from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "called_decision",
    remedy=words(
        "Hãy tính giá trị trước khi mở quy trình, hoặc bằng FEEL.",
        "Compute the value before the process starts, or in FEEL.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Decision tables are not called from a diagram."""
    for element in definitions.elements:
        if element.type == "businessRuleTask" or "calledDecision" in element.zeebe.extensions:
            vi, en = "Sơ đồ chưa gọi được bảng quyết định.", "A diagram cannot call a decision table yet."
            yield RULE.at(element, vi, en)
