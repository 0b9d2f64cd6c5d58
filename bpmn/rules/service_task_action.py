from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "service_task_action",
    remedy=words(
        "Hãy chọn một loại việc tự động có sẵn, hoặc đặt tên cho việc của một bộ xử lý ngoài.",
        "Choose one of the existing actions, or name the work of an outside worker.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A service task names its type by a constant, and its retries by a number."""
    for element in definitions.elements:
        if element.type == "serviceTask":
            yield from _faults(element)


def _faults(element: Element) -> Iterator[Finding]:
    named, retries = element.zeebe.task_type, element.zeebe.retries
    if named is None or not named.text or named.is_feel:
        yield RULE.at(element, "Bước tự động chưa có loại việc.", "The service task has no constant type.")
    if retries is not None and not retries.isdecimal():
        vi, en = f"Số lần thử lại “{retries}” không phải là số.", f"The retries “{retries}” are not a number."
        yield RULE.at(element, vi, en, remedy=words("Hãy ghi một số, ví dụ 3.", "Give a number, such as 3."))
