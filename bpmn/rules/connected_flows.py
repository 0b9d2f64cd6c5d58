from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "connected_flows",
    remedy=words(
        "Hãy nối lại luồng, hoặc xoá nó.",
        "Connect the flow again, or delete it.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A flow joins two elements of the same process or sub-process."""
    for flow in definitions.flows:
        source, target = definitions.by_id.get(flow.source), definitions.by_id.get(flow.target)
        if source is None or target is None:
            lost = flow.target if source else flow.source
            yield RULE.at(
                flow, f"Luồng nối với “{lost}”, không có.", f"The flow joins “{lost}”, which does not exist."
            )
        elif {source.parent, target.parent} != {flow.parent}:
            vi, en = (
                "Luồng đi qua ranh giới của quy trình con.",
                "The flow crosses the border of a sub-process.",
            )
            yield RULE.at(flow, vi, en)
        elif source.type == "endEvent" or target.type in {"startEvent", "boundaryEvent"}:
            vi = "Luồng đi ra từ sự kiện kết thúc, hoặc đi vào sự kiện bắt đầu hay sự kiện biên."
            en = "The flow leaves an end event, or enters a start or boundary event."
            yield RULE.at(flow, vi, en)
