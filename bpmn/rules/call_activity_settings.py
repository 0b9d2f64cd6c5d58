from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "call_activity_settings",
    remedy=words(
        'Hãy đặt propagateAllChildVariables="false", propagateAllParentVariables="false", '
        'bindingType="deployment", và bỏ outputCollection.',
        'Set propagateAllChildVariables="false", propagateAllParentVariables="false", '
        'bindingType="deployment", and remove outputCollection.',
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A call passes named values only, to the version deployed with it."""
    for element in definitions.elements:
        call, loop = element.zeebe.call, element.loop
        if element.type != "callActivity" or call is None:
            continue
        if call.propagates_children or call.propagates_parent:
            vi = "Mọi biến được chuyển qua lại giữa hai quy trình; chỉ được chuyển những biến ghi rõ."
            yield RULE.at(element, vi, "All variables pass between the processes; only named ones may.")
        if call.binding != "deployment":
            vi = f"Quy trình được gọi theo bản “{call.binding}”, có thể đổi giữa kỳ."
            yield RULE.at(element, vi, f"The called version is “{call.binding}”, which may change midway.")
        if loop and (loop.output_collection or loop.output_element):
            vi = "Kết quả được gom thành danh sách (outputCollection); chỉ các số đếm được trả về."
            yield RULE.at(
                element, vi, "Results are collected in a list (outputCollection); only counters come back."
            )
