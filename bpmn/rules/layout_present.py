from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Process
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "layout_present",
    remedy=words(
        "Hãy mở sơ đồ trong trình vẽ và đặt phần tử vào chỗ nhìn thấy được.",
        "Open the diagram in the modeler and place the element where it can be seen.",
    ),
    severity="warning",
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every element and flow should be drawn."""
    for place in definitions.places.values():
        if not isinstance(place, Process) and place.id not in definitions.drawn:
            vi, en = "Phần tử không có hình trên sơ đồ.", "The element has no picture in the diagram."
            yield RULE.at(place, vi, en)
