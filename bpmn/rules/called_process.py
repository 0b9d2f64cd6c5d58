from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "called_process",
    remedy=words(
        'Hãy ghi mã của một quy trình có trong lần triển khai này, ví dụ ="periodic_report".',
        'Name a process of this deployment, such as ="periodic_report".',
    ),
)


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A call activity calls, by a constant name, a process of the same deployment."""
    known = {process.id for process in definitions.processes} | catalogue.processes
    for element in definitions.elements:
        if element.type != "callActivity":
            continue
        call = element.zeebe.call
        name = call.process_id if call else None
        if name is None:
            vi, en = "Không rõ gọi quy trình nào.", "It is not said which process is called."
            yield RULE.at(element, vi, en)
        elif name not in known:
            yield RULE.at(element, f"Không có quy trình “{name}”.", f"There is no process “{name}”.")
