from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Event
from bpmn.errors import Words, words
from bpmn.finding import Finding, Rule
from bpmn.rules.unserved_event import RECEIVES

RULE = Rule(
    "message_subscription",
    remedy=words(
        "Hãy chọn một thông điệp, đặt tên cho nó và ghi correlationKey, ví dụ =report.",
        "Choose a message, give it a name and a correlationKey such as =report.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Who waits for a message says which one, and by what it is known to be meant for this instance."""
    for element in definitions.elements:
        if element.type not in RECEIVES:
            continue
        for event in element.events:
            if event.kind == "message" and (fault := _fault(event)) is not None:
                yield RULE.at(element, fault["vi"], fault["en"])


def _fault(event: Event) -> Words | None:
    if event.message is None or not event.message.text:
        return words("Không nói chờ thông điệp nào.", "It does not say which message it waits for.")
    if event.correlation is None or not event.correlation.source:
        return words(
            f"Thông điệp “{event.message.text}” không có correlationKey.",
            f"The message “{event.message.text}” has no correlationKey.",
        )
    return None
