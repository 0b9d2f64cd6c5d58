from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "start_event",
    remedy=words(
        "Hãy để đúng một sự kiện bắt đầu: thường, hoặc của quy trình thì bằng một thông điệp có tên cố định.",
        "Leave exactly one start event: a plain one or, of a process, one with a message of a constant name.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every process and sub-process begins at exactly one start event; a process may begin with a message."""
    for scope in definitions.scopes:
        starts = [element for element in definitions.inside(scope) if element.type == "startEvent"]
        place = definitions.places[scope]
        if not starts:
            yield RULE.at(place, "Không có sự kiện bắt đầu.", "There is no start event.")
        elif len(starts) > 1:
            yield RULE.at(starts[1], "Có hơn một sự kiện bắt đầu.", "There is more than one start event.")
        for start in starts:
            if start.events and not (scope == start.process and _is_by_message(start)):
                yield RULE.at(
                    start,
                    "Sự kiện bắt đầu có kèm điều kiện khởi động không dùng được ở đây.",
                    "The start event has a trigger that is not served here.",
                )
            elif start.events and (not start.events[0].message_name or _is_computed(start)):
                yield RULE.at(
                    start,
                    "Sự kiện bắt đầu không nói tên cố định của thông điệp.",
                    "The start event does not say the constant name of its message.",
                )


def _is_by_message(start: Element) -> bool:
    return [event.kind for event in start.events] == ["message"]


def _is_computed(start: Element) -> bool:
    return any(event.message is not None and event.message.is_feel for event in start.events)
