from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element, Event
from bpmn.errors import Words, words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "error_event",
    remedy=words(
        "Hãy đặt sự kiện lỗi ở cạnh bước tự động hoặc quy trình con, với một mã lỗi cố định hoặc không có lỗi nào.",
        "Put it on the edge of a service task or a sub-process, with a constant error code or without an error.",
    ),
)

THROWERS = frozenset({"serviceTask", "subProcess"})
"""What may end in an error: work of outside workers, and what holds such work or an error end."""


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """Errors are thrown by outside workers and error ends, and caught on the edge of what they end."""
    for element in definitions.elements:
        for event in element.events:
            if event.kind == "error":
                yield from _faults(definitions, catalogue, element, event)


def _faults(
    definitions: Definitions, catalogue: Catalogue, element: Element, event: Event
) -> Iterator[Finding]:
    if event.error is not None and (not event.error.text or event.error.is_feel):
        vi, en = "Lỗi không có mã lỗi (errorCode) cố định.", "The error has no constant error code."
        yield RULE.at(element, vi, en)
    elif element.type == "boundaryEvent":
        yield from _catching_faults(definitions, catalogue, element)
    elif element.type == "endEvent":
        fault = _throwing_fault(definitions, element, event)
        if fault is not None:
            yield RULE.at(element, fault["vi"], fault["en"])
    else:
        vi = "Sự kiện lỗi chỉ dùng được ở cạnh một việc hoặc ở kết thúc của quy trình con."
        en = "Error events are served on the edge of an activity and at the end of a sub-process only."
        yield RULE.at(element, vi, en)


def _catching_faults(definitions: Definitions, catalogue: Catalogue, element: Element) -> Iterator[Finding]:
    host = definitions.by_id.get(element.attached_to or "")
    if host is not None and not _may_throw(host, catalogue):
        yield RULE.at(
            element,
            "Việc này không bao giờ kết thúc bằng lỗi: chỉ bộ xử lý ngoài và quy trình con mới báo lỗi.",
            "This activity never ends in an error: only outside workers and sub-processes throw errors.",
        )
    if not element.interrupting:
        vi, en = "Sự kiện lỗi luôn dừng việc đó lại.", "An error event always ends its activity."
        yield RULE.at(element, vi, en, remedy=words("Hãy bật “Interrupting”.", "Make it interrupting."))
    beside = definitions.boundary.get(element.attached_to or "", ())
    first = next((other for other in beside if _code(other) == _code(element)), element)
    if first is not element:
        vi, en = f"“{first.id}” đã đón lỗi này.", f"“{first.id}” catches this error already."
        yield RULE.at(element, vi, en, remedy=words("Hãy bỏ một trong hai.", "Remove one of the two."))


def _may_throw(host: Element, catalogue: Catalogue) -> bool:
    named = host.zeebe.task_type
    own = host.type == "serviceTask" and named is not None and named.text in catalogue.actions
    return host.type in THROWERS and not own


def _code(element: Element) -> str | None:
    """The code an event catches; "" where it catches every error, None where it is no error event."""
    for event in element.events:
        if event.kind == "error":
            return event.error.text if event.error is not None else ""
    return None


def _throwing_fault(definitions: Definitions, end: Element, event: Event) -> Words | None:
    if event.error is None:
        return words("Không nói kết thúc bằng lỗi nào.", "It does not say which error it ends in.")
    around = definitions.by_id.get(end.parent)
    while around is not None:
        edge = definitions.boundary.get(around.id, ())
        if any(_code(catcher) in {event.error.text, ""} for catcher in edge):
            return None
        around = definitions.by_id.get(around.parent)
    return words(
        f"Không quy trình con nào bao quanh đón lỗi “{event.error.text}”; hồ sơ được gọi không báo lỗi lên trên.",
        f"No sub-process around it catches the error “{event.error.text}”; a called case throws none to its caller.",
    )
