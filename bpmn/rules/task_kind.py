from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "task_kind",
    remedy=words(
        "Hãy đổi loại phần tử thành “Việc có người làm”, rồi ghi vai trò, biểu mẫu, hạn; hoặc thành việc tự động.",
        "Change the element into a user task and give it role, form and due date; or into a service task.",
    ),
    severity="warning",
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A task as it comes from the palette is passed at once: nobody is asked to do anything."""
    for element in definitions.elements:
        if element.type == "task":
            yield RULE.at(
                element,
                "Bước này chưa có loại nên được bỏ qua ngay: không ai nhận việc.",
                "This step has no kind, so it is passed at once: nobody is given anything to do.",
            )
