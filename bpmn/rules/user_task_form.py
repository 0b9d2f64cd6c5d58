from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "user_task_form",
    remedy=words(
        "Hãy chọn một biểu mẫu có trong lần triển khai này (formId).",
        "Choose a form of this deployment (formId).",
    ),
)

WITHOUT = Rule(
    RULE.name,
    remedy=words(
        "Trang của việc này chỉ có một nút để xác nhận đã làm xong. Nếu cần hỏi gì, hãy chọn một biểu mẫu (formId).",
        "Its page has only a button that says it is done. If anything is to be asked, choose a form (formId).",
    ),
    severity="warning",
)


def check(definitions: Definitions, catalogue: Catalogue) -> Iterator[Finding]:
    """A user task shows a form that exists, or none where programs do it.

    One that is worked out (`=form`) is known only when it is shown.
    """
    for element in definitions.elements:
        if element.type != "userTask":
            continue
        form = element.zeebe.form
        if form is None or not form.text:
            yield WITHOUT.at(element, "Việc này chưa có biểu mẫu.", "The task has no form.")
        elif not form.is_feel and form.text not in catalogue.forms:
            yield RULE.at(element, f"Không có biểu mẫu “{form.text}”.", f"There is no form “{form.text}”.")
