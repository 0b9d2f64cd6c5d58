from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "deadline_keeps_children",
    remedy=words(
        "Hãy thêm thuộc tính mở rộng onDeadline=keep vào call activity.",
        "Add the extension property onDeadline=keep to the call activity.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Where a deadline ends a call, the diagram says that the called instances live on."""
    for element in definitions.elements:
        ends = [event for event in definitions.boundary.get(element.id, ()) if event.interrupting]
        if element.type == "callActivity" and ends and element.zeebe.properties.get("onDeadline") != "keep":
            vi = f"Sự kiện “{ends[0].id}” chấm dứt việc chờ, nhưng các hồ sơ được gọi vẫn chạy tiếp."
            en = f"The event “{ends[0].id}” ends the waiting, but the called instances live on."
            yield RULE.at(element, vi, en)
