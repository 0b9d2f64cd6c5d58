import re
from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import CalledDecision, Definitions, Element
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "called_decision",
    remedy=words(
        "Hãy chọn một quyết định có trong lần triển khai, bản “deployment”, và đặt tên biến kết quả.",
        "Choose a decision of this deployment, the binding “deployment”, and name the result variable.",
    ),
)

VARIABLE = re.compile(r"[^\W\d]\w*")


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A business rule task takes, by a constant name, a decision of the same deployment."""
    for element in definitions.elements:
        called = element.zeebe.decision
        if element.type == "businessRuleTask":
            yield from _faults(element, called, catalogue)
        elif called is not None:
            vi = "Chỉ bước “business rule task” mới gọi được bảng quyết định."
            yield RULE.at(element, vi, "Only a business rule task can take a decision.")


def _faults(element: Element, called: CalledDecision | None, catalogue: Catalogue) -> Iterator[Finding]:
    name = called.decision_id if called else None
    if called is None or name is None:
        yield RULE.at(element, "Không rõ gọi quyết định nào.", "It is not said which decision is taken.")
        return
    if name not in catalogue.decisions:
        yield RULE.at(element, f"Không có quyết định “{name}”.", f"There is no decision “{name}”.")
    if called.result is None or not VARIABLE.fullmatch(called.result):
        vi = "Chưa có tên biến nhận kết quả (resultVariable)."
        yield RULE.at(element, vi, "The result variable (resultVariable) has no usable name.")
    if called.binding != "deployment":
        vi = f"Quyết định được gọi theo bản “{called.binding}”, có thể đổi giữa kỳ."
        yield RULE.at(element, vi, f"The called version is “{called.binding}”, which may change midway.")
