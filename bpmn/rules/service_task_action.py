from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "service_task_action",
    remedy=words(
        "Hãy chọn một loại việc tự động có sẵn.",
        "Choose one of the existing actions.",
    ),
)


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A service task names, by a constant, an action that exists."""
    for element in definitions.elements:
        if element.type == "serviceTask":
            yield from _faults(element, catalogue)


def _faults(element: Element, catalogue: Catalogue) -> Iterator[Finding]:
    named, retries = element.zeebe.task_type, element.zeebe.retries
    if named is None or not named.text or named.is_feel:
        yield RULE.at(element, "Bước tự động chưa có loại việc.", "The service task has no constant type.")
    elif named.text not in catalogue.actions:
        known = ", ".join(sorted(catalogue.actions)) or "–"
        yield RULE.at(
            element,
            f"Không có việc tự động loại “{named.text}”.",
            f"There is no action “{named.text}”.",
            remedy=words(f"Các loại hiện có: {known}.", f"The existing ones are: {known}."),
        )
    if retries is not None and not retries.isdecimal():
        vi, en = f"Số lần thử lại “{retries}” không phải là số.", f"The retries “{retries}” are not a number."
        yield RULE.at(element, vi, en, remedy=words("Hãy ghi một số, ví dụ 3.", "Give a number, such as 3."))
