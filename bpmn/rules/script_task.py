from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "script_task",
    remedy=words(
        "Hãy tính giá trị bằng FEEL trong ánh xạ dữ liệu vào/ra của một việc khác.",
        "Compute the value in FEEL, in an input or output mapping of another task.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Nothing in a diagram is run as a program."""
    for element in definitions.elements:
        if element.type == "scriptTask" or "script" in element.zeebe.extensions:
            yield RULE.at(element, "Việc chạy mã lệnh không được phép.", "Script tasks are not allowed.")
