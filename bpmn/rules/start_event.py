from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "start_event",
    remedy=words(
        "Hãy để đúng một sự kiện bắt đầu, không kèm hẹn giờ hay thông điệp.",
        "Leave exactly one start event, without timer or message.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every process and sub-process begins at exactly one plain start event."""
    for scope in definitions.scopes:
        starts = [element for element in definitions.inside(scope) if element.type == "startEvent"]
        place = definitions.places[scope]
        if not starts:
            yield RULE.at(place, "Không có sự kiện bắt đầu.", "There is no start event.")
        elif len(starts) > 1:
            yield RULE.at(starts[1], "Có hơn một sự kiện bắt đầu.", "There is more than one start event.")
        for start in starts:
            if start.events:
                yield RULE.at(
                    start,
                    "Sự kiện bắt đầu có kèm điều kiện khởi động; kỳ báo cáo chỉ do hệ thống mở.",
                    "The start event has a trigger of its own; instances are started by the product only.",
                )
