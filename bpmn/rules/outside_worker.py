from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "outside_worker",
    remedy=words(
        "Nếu đúng là việc của một chương trình bên ngoài thì để nguyên.",
        "Leave it where it is meant for an outside worker.",
    ),
    severity="warning",
)


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A service task without an action of the house waits for an outside worker; it may be a slip of the pen."""
    known = ", ".join(sorted(catalogue.actions)) or "–"
    for element in definitions.elements:
        named = element.zeebe.task_type
        if element.type != "serviceTask" or named is None or not named.text or named.is_feel:
            continue
        if named.text not in catalogue.actions:
            yield RULE.at(
                element,
                f"Loại “{named.text}” không có ở đây, sẽ chờ một bộ xử lý ngoài. Các loại có sẵn: {known}.",
                f"The type “{named.text}” has no action here and waits for an outside worker. There are: {known}.",
            )
