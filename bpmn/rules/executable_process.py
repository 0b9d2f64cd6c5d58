from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "executable_process",
    remedy=words(
        "Hãy bật “Executable” trong phần thuộc tính của quy trình.",
        "Switch on “Executable” in the properties of the process.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Every process of a deployed file can be executed."""
    for process in definitions.processes:
        if not process.executable:
            yield RULE.at(
                process,
                "Quy trình không được đánh dấu là chạy được.",
                "The process is not marked executable.",
            )
