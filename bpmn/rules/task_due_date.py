from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "task_due_date",
    remedy=words(
        "Hãy đặt hạn, ví dụ dueDate =due.",
        "Set a due date, such as dueDate =due.",
    ),
    severity="warning",
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A user task should have a due date."""
    for element in definitions.elements:
        due = element.zeebe.due
        if element.type == "userTask" and not (due and due.text):
            yield RULE.at(element, "Việc này chưa có hạn.", "The task has no due date.")
