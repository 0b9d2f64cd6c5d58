from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "conditional_flow",
    remedy=words(
        "Hãy đặt một cổng lựa chọn trước luồng, hoặc bỏ điều kiện.",
        "Put an exclusive gateway before the flow, or remove the condition.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Conditions stand behind exclusive and inclusive gateways only; elsewhere they are not read."""
    for flow in definitions.flows:
        source = definitions.by_id.get(flow.source)
        if flow.condition and source and source.type not in {"exclusiveGateway", "inclusiveGateway"}:
            vi, en = (
                "Luồng có điều kiện mà không đi ra từ cổng lựa chọn.",
                "The flow has a condition but leaves no gateway.",
            )
            yield RULE.at(flow, vi, en)
