"""What the house does itself is started by the house alone: a report by its cycle, another matter by its own act."""

from collections.abc import Mapping
from typing import Any

from bpmn.definition import Element
from workflows.errors import Refused
from workflows.kinds import HANDLERS, KINDS
from workflows.report_steps import REPORT_STEPS
from workflows.subject import REPORT

OURS = frozenset({*REPORT_STEPS, *HANDLERS})
NAMED = frozenset({REPORT, *KINDS})


def refuse_ours(elements: Mapping[str, Element], variables: Mapping[str, Any]) -> None:
    """Refuse to start a process behind one of whose forms our own work stands, or in the name of a matter."""
    forms = (element.zeebe.form for element in elements.values())
    if NAMED & variables.keys() or any(form is not None and form.text in OURS for form in forms):
        raise Refused(
            "Quy trình này do phần mềm tự bắt đầu: báo cáo khi mở kỳ (`manage.py open-cycle`), "
            "việc khác từ trang của nó.",
            "This process is started by the product itself: a report when its cycle is opened "
            "(`manage.py open-cycle`), another matter from its own page.",
        )
