from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "default_flow",
    remedy=words(
        "Hãy đặt một luồng mặc định và cho mỗi luồng khác một điều kiện.",
        "Set a default flow, and give each other flow a condition.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A gateway that chooses has a default, and every other way a condition."""
    for element in definitions.elements:
        flows = definitions.leaving.get(element.id, ())
        chooses = len(flows) > 1 or any(flow.condition for flow in flows)
        if element.type not in {"exclusiveGateway", "inclusiveGateway"} or not chooses:
            continue
        if element.default not in {flow.id for flow in flows}:
            yield RULE.at(
                element, "Cổng lựa chọn không có luồng mặc định.", "The gateway has no default flow."
            )
        for flow in flows:
            if flow.id == element.default and flow.condition:
                yield RULE.at(flow, "Luồng mặc định lại có điều kiện.", "The default flow has a condition.")
            elif flow.id != element.default and not flow.condition:
                yield RULE.at(flow, "Luồng ra khỏi cổng không có điều kiện.", "The flow has no condition.")
